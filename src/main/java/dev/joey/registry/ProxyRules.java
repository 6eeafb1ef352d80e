package dev.joey.registry;

import dev.joey.config.RegistryConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which requests go through which proxy: the configuration's, else the environment's. Loopback
 * addresses are never proxied. Source: Go's httpproxy package, whose rules dockerd has.
 */
final class ProxyRules extends ProxySelector {
    private final Optional<URI> http;
    private final Optional<URI> https;
    private final List<String> exceptions;

    ProxyRules(RegistryConfig config, Map<String, String> environment) {
        http =
                config.httpProxy()
                        .or(() -> variable(environment, "HTTP_PROXY"))
                        .map(ProxyRules::uri);
        https =
                config.httpsProxy()
                        .or(() -> variable(environment, "HTTPS_PROXY"))
                        .map(ProxyRules::uri);
        exceptions =
                List.of(
                        config.noProxy()
                                .or(() -> variable(environment, "NO_PROXY"))
                                .orElse("")
                                .toLowerCase(Locale.ROOT)
                                .split("[,\\s]+", -1));
    }

    /** The proxy of a request. */
    Optional<URI> proxy(URI target) {
        Optional<URI> proxy = target.getScheme().equals("https") ? https : http;
        return proxy.filter(_ -> !isException(target));
    }

    /** What the proxy of a request is shown, if its address has a user. */
    Optional<String> authorization(URI target) {
        return proxy(target)
                .map(URI::getUserInfo)
                .map(
                        user ->
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        user.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public List<Proxy> select(URI target) {
        return proxy(target)
                .map(
                        proxy ->
                                new Proxy(
                                        Proxy.Type.HTTP,
                                        InetSocketAddress.createUnresolved(
                                                proxy.getHost(), port(proxy))))
                .map(List::of)
                .orElse(List.of(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        // The request's own failure tells of it.
    }

    private boolean isException(URI target) {
        String host = bare(target.getHost().toLowerCase(Locale.ROOT));
        if (host.equals("localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent()) {
            return true;
        }
        return exceptions.stream().anyMatch(rule -> matches(rule, host, port(target)));
    }

    private static boolean matches(String rule, String host, int port) {
        if (rule.isEmpty()) {
            return false;
        }
        if (rule.equals("*")) {
            return true;
        }
        if (rule.indexOf('/') > 0) {
            return literal(host).filter(Network.parse(rule)::contains).isPresent();
        }
        String name = bare(rule);
        int colon = name.lastIndexOf(':');
        if (colon > 0 && name.indexOf(':') == colon) {
            if (!name.substring(colon + 1).equals(String.valueOf(port))) {
                return false;
            }
            name = name.substring(0, colon);
        }
        if (name.startsWith("*.")) {
            name = name.substring(1);
        }
        return name.startsWith(".")
                ? host.endsWith(name)
                : host.equals(name) || host.endsWith("." + name);
    }

    private static Optional<InetAddress> literal(String host) {
        if (!host.matches("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    private static int port(URI uri) {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }

    private static URI uri(String text) {
        return URI.create(text.contains("://") ? text : "http://" + text);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }
}
