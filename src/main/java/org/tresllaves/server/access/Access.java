package org.tresllaves.server.access;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.tresllaves.protocol.Refusal;

/** Who may call what, from top to bottom, and at the end nobody anything. */
public final class Access {
    private static final String[] MEMBERS = {"MEMBER"};
    private static final String[] PEOPLE = {"MEMBER", "READER"};
    private static final List<String> PAGE = List.of("/v1/page", "/v1/forms");

    private Access() {
    }

    /**
     * What depends on how the server was set up.
     *
     * @param page paths of the source's page, open to anybody; each is literal, none is a pattern
     */
    public record Open(long bodyLimit, List<String> page) {
        public Open {
            page = List.copyOf(page);
        }

        String[] paths() {
            return Stream.concat(PAGE.stream(), page.stream()).toArray(String[]::new);
        }
    }

    /**
     * The chain of one door. CSRF protection is off because there is nothing for it to protect: no cookie and no other credential that a browser adds by itself
     * exists, authority travels in an Authorization header that a page of another origin cannot set without a preflight, and every preflight is
     * refused. Security's own header writers are off because {@link FixedHeaders} stand on every answer, also on those that never get this far.
     */
    public static SecurityFilterChain chain(HttpSecurity http, Door door, Sessions sessions, Roll roll, Refuser refuser,
            Open open) {
        return http.securityMatcher(request -> Door.of(request) == door).headers(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable).httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable).requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .securityContext(context -> context.securityContextRepository(new NullSecurityContextRepository()))
                .addFilterBefore(new Shape(open.bodyLimit(), refuser), SecurityContextHolderFilter.class)
                .addFilterBefore(new Bearer(sessions, roll), AuthorizationFilter.class)
                .exceptionHandling(denied -> denied
                        .authenticationEntryPoint((request, response, e) -> refuser.refuse(response, Refusal.LOGIN))
                        .accessDeniedHandler((request, response, e) -> refuser.refuse(response, Refusal.LOGIN)))
                .authorizeHttpRequests(call -> rules(call, door, open)).build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry call, Door door,
            Open open) {
        // anybody, by every door: what everybody may read
        call.requestMatchers(GET, "/v1/rosters", "/v1/intake", "/v1/board", "/v1/docket").permitAll();
        if (door.isForSources()) {
            // anybody: what sources do, and their page
            call.requestMatchers(POST, "/v1/upload/{eid}", "/v1/upload/{eid}/commit").permitAll()
                    .requestMatchers(PUT, "/v1/upload/{eid}/{segment}").permitAll()
                    .requestMatchers(POST, "/v1/withdraw").permitAll().requestMatchers(POST, Shape.FORM).permitAll()
                    .requestMatchers(GET, "/v1/largest").permitAll()
                    .requestMatchers(GET, open.paths()).permitAll();
        }
        if (door.isForPeople()) {
            // anybody: the log-in itself
            call.requestMatchers(POST, "/v1/login").permitAll().requestMatchers(PUT, "/v1/login").permitAll()
                    .requestMatchers(DELETE, "/v1/login").permitAll()
                    // members alone: what only a holder of shares can use or do
                    .requestMatchers(GET, "/v1/docket/day-key/{batch}").hasAnyRole(MEMBERS)
                    .requestMatchers(PUT, "/v1/docket/bundle/{approve}/{reader}").hasAnyRole(MEMBERS)
                    // everybody on the roster
                    .requestMatchers(GET, "/v1/docket/envelope/{eid}/{segment}").hasAnyRole(PEOPLE)
                    .requestMatchers(GET, "/v1/docket/bundle/{approve}/{reader}").hasAnyRole(PEOPLE)
                    .requestMatchers(POST, "/v1/docket/note", "/v1/docket/board", "/v1/docket/roster")
                    .hasAnyRole(PEOPLE);
        }
        // and nobody anything else
        call.anyRequest().denyAll();
    }

    /** Four verbs, and none of the tricks a path can play. */
    public static HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHttpMethods(List.of("GET", "POST", "PUT", "DELETE"));
        return firewall;
    }

    public static RequestRejectedHandler rejected(Refuser refuser) {
        return (request, response, e) -> refuser.refuse(response, Refusal.MALFORMED);
    }
}
