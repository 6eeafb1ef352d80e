package dev.joey.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Speaks to one host for one purpose: answers its challenges, follows its redirects without
 * credentials, and asks again when it is busy.
 */
final class HostClient {
    static final String USER_AGENT = "joey";
    private static final int MAX_REDIRECTS = 10;
    private static final int MAX_CHALLENGES = 3;
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Transport transport;
    private final RegistryHost host;
    private final Authorizer authorizer;

    HostClient(Transport transport, RegistryHost host, Authorizer authorizer) {
        this.transport = transport;
        this.host = host;
        this.authorizer = authorizer;
    }

    RegistryHost host() {
        return host;
    }

    Authorizer authorizer() {
        return authorizer;
    }

    /**
     * Sends a call; one that only reads is repeated while the host says it is busy.
     *
     * @return an answer of any status but 401 and redirects; who asked closes it
     * @throws RegistryError if the host refuses who we are
     * @throws IOException if it cannot be reached or does what it must not
     */
    Answer send(Call call) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Answer answer = once(call);
            if (!call.isReading() || attempt == ATTEMPTS || !isBusy(answer)) {
                return answer;
            }
            Duration pause = pause(attempt, answer);
            answer.close();
            sleep(pause);
        }
    }

    /** Sends a call that must be answered by 2xx. */
    Answer ok(Call call) throws IOException {
        Answer answer = send(call);
        if (!answer.isOk()) {
            throw answer.error();
        }
        return answer;
    }

    /** How long to wait before another attempt: twice as long each time, with some chance in it. */
    static Duration pause(int attempt) {
        long most =
                Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt, 10));
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    static void sleep(Duration pause) throws IOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException ended = new InterruptedIOException("interrupted");
            ended.initCause(e);
            throw ended;
        }
    }

    private static boolean isBusy(Answer answer) {
        return answer.status() == 429 || (answer.status() >= 500 && answer.status() != 501);
    }

    private static Duration pause(int attempt, Answer answer) {
        long seconds;
        try {
            seconds = Long.parseLong(answer.header("Retry-After").orElse("0"));
        } catch (NumberFormatException e) {
            seconds = 0;
        }
        Duration asked = Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_PAUSE.toSeconds()));
        Duration ours = pause(attempt);
        return asked.compareTo(ours) > 0 ? asked : ours;
    }

    private Answer once(Call call) throws IOException {
        Call next = call;
        int challenges = 0;
        for (int hop = 0; hop <= MAX_REDIRECTS; ) {
            boolean home = SafeTarget.isSame(next.uri(), host.base());
            String shown = home ? authorizer.header().orElse(null) : null;
            Answer answer = exchange(next, home, shown);
            if (answer.status() == 401 && home && challenges < MAX_CHALLENGES) {
                challenges++;
                List<Challenge> asked =
                        Challenge.parse(answer.headers().allValues("WWW-Authenticate"));
                RegistryError refused = answer.error();
                if (!authorizer.answer(asked, shown)) {
                    throw refused;
                }
            } else if (answer.status() == 401) {
                throw answer.error();
            } else if (isRedirect(answer) && call.isReading()) {
                String location =
                        answer.header("Location")
                                .orElseThrow(() -> new ProtocolException("a redirect to nowhere"));
                answer.close();
                URI target = SafeTarget.of(next.uri(), location);
                next = next.to(target);
                hop++;
            } else {
                return answer;
            }
        }
        throw new ProtocolException("stopped after " + MAX_REDIRECTS + " redirects");
    }

    private static boolean isRedirect(Answer answer) {
        return switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private Answer exchange(Call call, boolean home, String authorization) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(call.uri())
                        .method(call.method(), call.body().get())
                        .setHeader("User-Agent", USER_AGENT);
        call.headers().forEach(request::setHeader);
        if (home) {
            host.headers().forEach(request::setHeader);
        }
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        RegistryHost.Trust trust = home ? host.trust() : Authorizer.shared(host.trust());
        return Answer.of(transport.send(trust, request, call.sent()));
    }
}
