package dev.joey.registry;

import dev.joey.config.RegistryConfig;
import dev.joey.registry.RegistryHost.Trust;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Sends requests: one client for each set of certificates. Redirects are never followed here, and
 * silence is never waited for without end.
 */
@ApplicationScoped
class Transport {
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final Duration silence;
    private final ProxyRules proxies;
    private final Map<Key, HttpClient> clients = new ConcurrentHashMap<>();

    Transport(RegistryConfig config) {
        // Proxies that ask for a password do so by Basic; the JDK has that off for tunnels.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        silence = config.silence();
        proxies = new ProxyRules(config, System.getenv());
    }

    /** Certificate files are read again when they change. */
    private record Key(Trust trust, List<Long> stamps) {}

    /**
     * Sends a request and waits for the head of its response.
     *
     * @param sent counts the bytes of the request's body; as long as it moves, the registry may
     *     take its time
     * @throws IOException if the host cannot be reached, falls silent, or speaks no HTTP
     */
    HttpResponse<InputStream> send(Trust trust, HttpRequest.Builder request, LongSupplier sent)
            throws IOException {
        HttpRequest plain = request.build();
        proxies.authorization(plain.uri())
                .ifPresent(value -> request.setHeader("Proxy-Authorization", value));
        CompletableFuture<HttpResponse<InputStream>> answer =
                client(trust).sendAsync(request.build(), _ -> new BodyPipe(silence));
        try {
            return await(answer, sent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException ended = new InterruptedIOException("interrupted");
            ended.initCause(e);
            throw ended;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(e.getCause().toString(), e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private HttpResponse<InputStream> await(
            CompletableFuture<HttpResponse<InputStream>> answer, LongSupplier sent)
            throws IOException, InterruptedException, ExecutionException {
        long before = sent.getAsLong();
        while (true) {
            try {
                return answer.get(silence.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                long now = sent.getAsLong();
                if (now == before) {
                    HttpTimeoutException silent =
                            new HttpTimeoutException(
                                    "no answer for " + silence.toSeconds() + " seconds");
                    silent.initCause(e);
                    throw silent;
                }
                before = now;
            }
        }
    }

    private HttpClient client(Trust trust) {
        return clients.computeIfAbsent(new Key(trust, stamps(trust)), _ -> newClient(trust));
    }

    private HttpClient newClient(Trust trust) {
        HttpClient.Builder client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT.compareTo(silence) < 0 ? CONNECT : silence)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .proxy(proxies);
        if (!trust.equals(Trust.SYSTEM)) {
            client.sslContext(TlsContexts.of(trust));
        }
        return client.build();
    }

    private static List<Long> stamps(Trust trust) {
        List<Long> stamps = new ArrayList<>();
        Stream<Path> files =
                Stream.concat(
                        trust.authorities().stream(),
                        trust.clients().stream().flatMap(c -> Stream.of(c.certificate(), c.key())));
        files.forEach(file -> stamps.add(stamp(file)));
        return stamps;
    }

    private static long stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException unreadable) {
            return -1;
        }
    }
}
