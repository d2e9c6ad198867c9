package org.tresllaves.onion;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The resolver of every test's JVM: it knows this machine's own names and looks nothing else up. What is asked all the same is written down and refused.
 */
public final class NoNames extends InetAddressResolverProvider {
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    /** Every foreign name that anybody in this JVM asked for. */
    public static List<String> asked() {
        return List.copyOf(ASKED);
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver builtin = configuration.builtinResolver();
        String own = configuration.lookupLocalHostName();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                if (host.equals("localhost") || host.equals(own)) {
                    return builtin.lookupByName(host, policy);
                }
                ASKED.add(host);
                throw new UnknownHostException("a test looked up " + host);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                if (InetAddress.getByAddress(address).isLoopbackAddress()) {
                    return "localhost";
                }
                ASKED.add(InetAddress.getByAddress(address).getHostAddress());
                throw new UnknownHostException("a test looked up an address");
            }
        };
    }

    @Override
    public String name() {
        return "no names";
    }
}
