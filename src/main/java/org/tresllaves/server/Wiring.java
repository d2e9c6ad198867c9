package org.tresllaves.server;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Secret;
import org.tresllaves.server.access.Access;
import org.tresllaves.server.access.Challenges;
import org.tresllaves.server.access.LoginController;
import org.tresllaves.server.access.Roll;
import org.tresllaves.server.access.Sessions;

/** Every object of the running server and what it is made of. No scanning, no auto-configuration: what is not written here is not there. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
@EnableWebSecurity
@Import(Failures.class)
class Wiring {
    @Bean
    JettyServletWebServerFactory web(Settings settings) {
        return Web.factory(settings);
    }

    @Bean
    DispatcherServlet dispatcher(WebApplicationContext context) {
        return new DispatcherServlet(context);
    }

    @Bean
    ServletRegistrationBean<DispatcherServlet> dispatching(DispatcherServlet dispatcher) {
        return new ServletRegistrationBean<>(dispatcher, "/");
    }

    /** Bodies are bytes; nothing is ever turned into an object or back by the framework. */
    @Bean
    WebMvcConfigurer bytesOnly() {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.disableDefaults().addCustomConverter(new ByteArrayHttpMessageConverter());
            }
        };
    }

    @Bean
    DelegatingFilterProxyRegistrationBean security() {
        return new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http, Sessions sessions, Roll roll) {
        return Access.chain(http, sessions, roll, Statuses::refuse, Settings.BODY_LIMIT);
    }

    @Bean
    HttpFirewall firewall() {
        return Access.firewall();
    }

    @Bean
    RequestRejectedHandler rejected() {
        return Access.rejected(Statuses::refuse);
    }

    @Bean
    Sessions sessions(InstantSource clock, SecureRandom random) {
        return new Sessions(clock, random);
    }

    @Bean
    Roll roll() {
        return who -> Optional.empty();
    }

    @Bean
    LoginController login(Roll roll, Sessions sessions, InstantSource clock, SecureRandom random, Settings settings,
            ServletWebServerApplicationContext context) {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        byte[] nobody = Ed25519.keyPair(Secret.taking(seed)).publicKey();
        return new LoginController(roll, new Challenges(clock, random), sessions, () -> origins(settings, context),
                nobody);
    }

    private static Set<String> origins(Settings settings, ServletWebServerApplicationContext context) {
        Set<String> origins = new HashSet<>(settings.origins());
        origins.addAll(Listen.origins(settings.listen(), Running.boundPort(context)));
        return origins;
    }
}
