package dev.estibador.netty.connect;

import dev.estibador.connect.EngineAddress;
import dev.estibador.connect.HttpProxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} name for an engine, read as the docker CLI does: by the
 * rules of Go's HTTP client. An odd proxy is an error here, while Go goes on without it.
 */
final class Proxies {
    private static final Choice NONE = new Choice(null, null);
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private Proxies() {}

    /**
     * A proxy or none, and why.
     *
     * @param explanation null where no proxy was named, or the engine is on this machine
     */
    record Choice(@Nullable HttpProxy proxy, @Nullable String explanation) {}

    /** @param tls whether the engine is spoken to by TLS, to which its own variable belongs */
    static Choice choose(Variables variables, EngineAddress.Tcp engine, boolean tls) {
        String name = named(variables, tls ? "HTTPS_PROXY" : "HTTP_PROXY");
        String text = variables.text(name);
        if (text == null || isThisMachine(engine.host())) {
            return NONE;
        }
        if (!tls && variables.isSet("REQUEST_METHOD")) {
            return new Choice(
                    null,
                    name + " is left out, since REQUEST_METHOD is set: who calls a CGI program chooses HTTP_PROXY");
        }
        String exemptions = named(variables, "NO_PROXY");
        String exempt = variables.text(exemptions);
        if (exempt != null && isExempt(engine, exempt)) {
            return new Choice(null, name + " is left out, since " + exemptions + " exempts " + engine.host());
        }
        try {
            HttpProxy proxy = HttpProxy.parse(text);
            return new Choice(proxy, name + " says to go through " + proxy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static String named(Variables variables, String upperCase) {
        String lowerCase = upperCase.toLowerCase(Locale.ROOT);
        return variables.text(upperCase) == null && variables.text(lowerCase) != null ? lowerCase : upperCase;
    }

    private static boolean isThisMachine(String host) {
        InetAddress address = literal(host);
        return host.equalsIgnoreCase("localhost") || (address != null && address.isLoopbackAddress());
    }

    private static boolean isExempt(EngineAddress.Tcp engine, String list) {
        for (String entry : list.split(",", -1)) {
            String pattern = entry.trim().toLowerCase(Locale.ROOT);
            if (pattern.equals("*") || (!pattern.isEmpty() && matches(engine, pattern))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(EngineAddress.Tcp engine, String pattern) {
        String host = engine.host().toLowerCase(Locale.ROOT);
        InetAddress address = literal(host);
        int slash = pattern.indexOf('/');
        if (slash >= 0) {
            return address != null && isWithin(address, pattern.substring(0, slash), pattern.substring(slash + 1));
        }
        int colon = literal(pattern) == null ? pattern.lastIndexOf(':') : -1;
        boolean hasPort = colon > pattern.lastIndexOf(']');
        if (hasPort && !pattern.substring(colon + 1).equals(String.valueOf(engine.port()))) {
            return false;
        }
        String name = hasPort ? pattern.substring(0, colon) : pattern;
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        InetAddress literal = literal(name);
        return literal == null ? isBelow(host, name) : literal.equals(address);
    }

    /** A name is for itself and all below it; with a dot before it, for those alone. */
    private static boolean isBelow(String host, String name) {
        String domain = name.startsWith("*.") ? name.substring(1) : name;
        return !domain.isEmpty()
                && (domain.startsWith(".")
                        ? host.endsWith(domain)
                        : host.equals(domain) || host.endsWith("." + domain));
    }

    private static boolean isWithin(InetAddress address, String network, String bits) {
        InetAddress base = literal(network);
        if (base == null || !bits.matches("\\d{1,3}")) {
            return false;
        }
        byte[] ours = address.getAddress();
        byte[] theirs = base.getAddress();
        int length = Integer.parseInt(bits);
        if (ours.length != theirs.length || length > ours.length * Byte.SIZE) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The address, if the text is one; nothing is looked up. */
    private static @Nullable InetAddress literal(String text) {
        try {
            if (IPV6.matcher(text).matches()) {
                return InetAddress.getByName(text);
            }
            if (!IPV4.matcher(text).matches()) {
                return null;
            }
            byte[] address = new byte[4];
            String[] parts = text.split("\\.", -1);
            for (int i = 0; i < address.length; i++) {
                int part = Integer.parseInt(parts[i]);
                if (part > 255 || (parts[i].length() > 1 && parts[i].startsWith("0"))) {
                    return null;
                }
                address[i] = (byte) part;
            }
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
