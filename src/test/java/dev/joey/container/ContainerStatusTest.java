package dev.joey.container;

import static dev.joey.container.WireSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.container.ContainerState.StartFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerStatusTest {
    private static final Run RUN = new Run(1, 42, NOON);
    private static final Exit KILLED = new Exit(1, 137, NOON, NOON.plusSeconds(60), false);

    @ParameterizedTest
    @CsvSource({
        "-5, Less than a second",
        "0, Less than a second",
        "1, 1 second",
        "5, 5 seconds",
        "59, 59 seconds",
        "60, About a minute",
        "119, About a minute",
        "120, 2 minutes",
        "3599, 59 minutes",
        "3600, About an hour",
        "5399, About an hour",
        "5400, 2 hours",
        "172799, 2 days",
        "169199, 47 hours",
        "1209599, 2 weeks",
        "1205999, 13 days",
        "1209600, 2 weeks",
        "5182199, 8 weeks",
        "5184000, 2 months",
        "63070199, 24 months",
        "63072000, 2 years",
        "157680000, 5 years"
    })
    void durationsAreInDockersWords(long seconds, String words) {
        assertEquals(words, ContainerStatus.words(Duration.ofSeconds(seconds)));
    }

    @Test
    void everyStateHasItsStatusText() {
        var later = NOON.plusSeconds(180);
        assertEquals("Created", ContainerStatus.text(new Created(null), later));
        assertEquals("Up 3 minutes", ContainerStatus.text(new Running(RUN), later));
        assertEquals("Up 3 minutes (Paused)", ContainerStatus.text(new Paused(RUN), later));
        assertEquals(
                "Restarting (137) 2 minutes ago",
                ContainerStatus.text(new Restarting(KILLED, later), later));
        assertEquals(
                "Exited (137) 2 minutes ago",
                ContainerStatus.text(new Exited(KILLED, null), later));
    }

    @Test
    void aFailedStartShowsItsOwnCode() {
        var notFound = new StartFailure(127, "no such file");
        assertEquals(
                "Exited (127) 2 minutes ago",
                ContainerStatus.text(new Exited(KILLED, notFound), NOON.plusSeconds(180)));
        assertEquals(127, ContainerStatus.exitCode(new Created(notFound)));
    }
}
