package dev.joey.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.config.RegistryConfig;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRulesTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "HTTP_PROXY", "http://proxy:3128",
                    "https_proxy", "me:pw@secure:3129",
                    "NO_PROXY", "example.com,.corp.net,10.0.0.0/8,192.0.2.7,port.org:5000");

    private static ProxyRules rules() {
        RegistryConfig config = new NoProxySet();
        return new ProxyRules(config, ENVIRONMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "http://other.org/, proxy",
        "https://other.org/, secure",
        "https://example.com/, ''",
        "https://a.example.com/, ''",
        "https://notexample.com/, secure",
        "https://a.corp.net/, ''",
        "https://corp.net/, secure",
        "https://10.1.2.3/, ''",
        "https://192.0.2.7/, ''",
        "https://port.org:5000/, ''",
        "https://port.org/, secure",
        "https://localhost:5000/, ''",
        "http://127.0.0.1/, ''"
    })
    void eachRequestHasItsProxy(String target, String proxy) {
        assertEquals(proxy, rules().proxy(URI.create(target)).map(URI::getHost).orElse(""), target);
    }

    @Test
    void theProxysOwnUserIsShownToIt() {
        assertEquals(
                Optional.of("Basic bWU6cHc="),
                rules().authorization(URI.create("https://other.org/")));
        assertEquals(Optional.empty(), rules().authorization(URI.create("http://other.org/")));
    }

    /** Settings in which nothing is said of proxies. */
    private static final class NoProxySet extends DelegatingRegistryConfig {
        @Override
        public Optional<String> noProxy() {
            return Optional.empty();
        }
    }
}
