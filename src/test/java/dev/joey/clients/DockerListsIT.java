package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.joey.testing.DockerCli;
import dev.joey.testing.Json;
import dev.joey.testing.LiveProgram;
import dev.joey.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the Docker CLI shows: ps, inspect, images, history, events; and what it does to images. */
class DockerListsIT {
    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private static List<String> names(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ps", "--format", "{{.Names}}"));
        command.addAll(List.of(arguments));
        return DOCKER.lines(command.toArray(String[]::new));
    }

    private static String create(String name, String... options) {
        List<String> command =
                new ArrayList<>(List.of("create", "--name", name, "--network", "none"));
        command.addAll(List.of(options));
        command.addAll(List.of("busybox", "sh", "-c", "exit 3"));
        return DOCKER.ok(command.toArray(String[]::new));
    }

    @Test
    void psShowsRunningOnesUnlessAllAreAskedFor() {
        create("one");
        create("two");
        DOCKER.background("three", "sleep 1000");

        assertEquals(List.of("three"), names());
        assertEquals(List.of("three", "two", "one"), names("-a"));
        assertEquals(List.of("three", "two"), names("-n", "2"));
        assertEquals(List.of("three"), names("-l"));
        assertEquals(3, DOCKER.lines("ps", "-aq").size());
    }

    @Test
    void psIsATable() {
        create("one");
        List<String> table = DOCKER.lines("ps", "-a", "--size");

        assertTrue(
                table.getFirst()
                        .matches(
                                "CONTAINER ID +IMAGE +COMMAND +CREATED +STATUS +PORTS +NAMES +SIZE"),
                table.getFirst());
        assertTrue(
                table.getLast()
                        .matches(
                                "[0-9a-f]{12} +busybox +\"sh -c 'exit 3'\" +.* ago +Created +one +\\S+ \\(virtual .*B\\)"),
                table.getLast());
    }

    @Test
    void psFilters() {
        String id = create("one", "-l", "color=red", "-l", "size");
        create("two", "-l", "color=blue");
        DOCKER.background("three", "exit 5");
        DOCKER.ok("wait", "three");
        DOCKER.background("four", "sleep 1000");

        assertEquals(List.of("one"), names("-a", "-f", "label=color=red"));
        assertEquals(List.of("two", "one"), names("-a", "-f", "label=color"));
        assertEquals(List.of("one"), names("-a", "-f", "label=color", "-f", "label=size"));
        assertEquals(List.of("three"), names("-f", "status=exited"));
        assertEquals(
                List.of("three", "two", "one"),
                names("-f", "status=created", "-f", "status=exited"));
        assertEquals(List.of("three"), names("-a", "-f", "exited=5"));
        assertEquals(List.of("four", "two"), names("-a", "-f", "name=ou", "-f", "name=tw"));
        assertEquals(List.of("two"), names("-a", "-f", "name=^two$"));
        assertEquals(List.of("one"), names("-a", "-f", "id=" + id.substring(0, 12)));
        assertEquals(List.of("one"), names("-a", "-f", "before=two"));
        assertEquals(List.of("four"), names("-a", "-f", "since=three"));
        assertEquals(4, names("-a", "-f", "ancestor=busybox").size());
        assertEquals(List.of(), names("-a", "-f", "ancestor=other"));
        assertEquals(4, names("-a", "-f", "network=none").size());
        Program.Result unknown = DOCKER.run("ps", "-f", "nonsense=1");
        assertEquals(1, unknown.code());
        assertTrue(unknown.err().contains("invalid filter"), unknown.err());
    }

    @Test
    void inspectIsDockersDocument() {
        DOCKER.background("seen", "sleep 1000", "--hostname", "h", "-e", "A=b", "-l", "x=y");
        JsonNode seen = Json.of(DOCKER.ok("inspect", "seen")).get(0);

        assertEquals("/seen", seen.path("Name").asText());
        assertEquals("running", seen.at("/State/Status").asText());
        assertTrue(seen.at("/State/Pid").asLong() > 1);
        assertEquals("h", seen.at("/Config/Hostname").asText());
        assertEquals("[\"sh\",\"-c\",\"sleep 1000\"]", seen.at("/Config/Cmd").toString());
        assertEquals("busybox", seen.at("/Config/Image").asText());
        assertEquals(DOCKER.inspect("busybox", "{{.Id}}"), seen.path("Image").asText());
        assertEquals("none", seen.at("/HostConfig/NetworkMode").asText());
        assertTrue(Files.exists(Path.of(seen.path("LogPath").asText())));
        assertTrue(seen.at("/NetworkSettings/Networks").has("none"), seen.toString());
        assertTrue(!seen.has("SizeRw"));
        assertTrue(
                Json.of(DOCKER.ok("inspect", "-s", "seen")).get(0).path("SizeRootFs").asLong()
                        > 500_000);
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertEquals(
                "Error: No such object: nobody", DOCKER.run("inspect", "nobody").err().strip());
        for (String verb :
                List.of("start", "stop", "kill", "rm", "logs", "pause", "top", "attach")) {
            Program.Result result = DOCKER.run(verb, "nobody");
            assertEquals(1, result.code(), verb);
            assertTrue(result.err().contains("No such container: nobody"), verb + result.err());
        }
        assertTrue(DOCKER.run("rmi", "nobody").err().contains("No such image: nobody:latest"));
    }

    @Test
    void anImageIsTaggedListedAndUntagged() {
        String id = DOCKER.inspect("busybox", "{{.Id}}");
        DOCKER.ok("tag", "busybox", "registry.example:5000/team/box:1.0");
        DOCKER.ok("tag", id.substring(7, 19), "box");

        assertEquals(
                List.of("box:latest", "busybox:latest", "registry.example:5000/team/box:1.0"),
                DOCKER.lines("images", "--format", "{{.Repository}}:{{.Tag}}").stream()
                        .sorted()
                        .toList());
        assertEquals(List.of(id), DOCKER.lines("images", "-q", "--no-trunc", "box"));
        assertEquals(
                List.of("box"),
                DOCKER.lines("images", "--format", "{{.Repository}}", "-f", "reference=box*"));
        assertEquals(List.of(), DOCKER.lines("images", "-q", "-f", "dangling=true"));
        assertEquals("3", DOCKER.inspect("box", "{{len .RepoTags}}"));

        assertEquals(
                "Untagged: registry.example:5000/team/box:1.0",
                DOCKER.ok("rmi", "registry.example:5000/team/box:1.0"));
        assertEquals("Untagged: box:latest", DOCKER.ok("rmi", "box"));
        assertEquals(
                List.of("busybox:latest"),
                DOCKER.lines("images", "--format", "{{.Repository}}:{{.Tag}}"));
    }

    @Test
    void anImageInUseIsRemovedByForceOnly() {
        String id = DOCKER.inspect("busybox", "{{.Id}}");
        create("user");
        Program.Result refused = DOCKER.run("rmi", "busybox");
        assertEquals(1, refused.code());
        assertTrue(
                refused.err().contains("conflict") && refused.err().contains("must force"),
                refused.err());

        DOCKER.ok("rm", "user");
        String removed = DOCKER.ok("rmi", "busybox");
        assertTrue(removed.startsWith("Untagged: busybox:latest\nDeleted: " + id), removed);
        assertEquals(List.of(), DOCKER.lines("images", "-aq"));
        assertEquals(
                "Loaded image: busybox:latest", DOCKER.ok("load", "-i", DOCKER.image().toString()));
        assertEquals(id, DOCKER.inspect("busybox", "{{.Id}}"));
        assertEquals("again", DOCKER.inside(List.of(), "echo", "again"));
    }

    @Test
    void anImageIsInspectedAndHasAHistory() {
        JsonNode image = Json.of(DOCKER.ok("image", "inspect", "busybox")).get(0);
        assertEquals("linux", image.path("Os").asText());
        assertEquals("[\"sh\"]", image.at("/Config/Cmd").toString());
        assertEquals("layers", image.at("/RootFS/Type").asText());
        assertEquals(1, image.at("/RootFS/Layers").size());
        assertTrue(image.path("Size").asLong() > 500_000);

        assertEquals(
                List.of("busybox-image.sh"),
                DOCKER.lines("history", "--format", "{{.CreatedBy}}", "busybox"));
    }

    @Test
    void eventsTellWhatHappened() {
        String since = DockerCli.now();
        String id = DOCKER.background("told", "sleep 1000", "-l", "mark=1");
        DOCKER.ok("pause", "told");
        DOCKER.ok("unpause", "told");
        DOCKER.ok("rename", "told", "again");
        DOCKER.ok("stop", "-t", "0", "again");
        DOCKER.ok("rm", "again");
        String until = DockerCli.now();

        assertEquals(
                List.of(
                        "create", "start", "pause", "unpause", "rename", "kill", "kill", "die",
                        "stop", "destroy"),
                DOCKER.lines(
                        "events",
                        "--since",
                        since,
                        "--until",
                        until,
                        "--filter",
                        "type=container",
                        "--filter",
                        "container=" + id,
                        "--format",
                        "{{.Action}}"));
        assertEquals(
                List.of("137 1 busybox"),
                DOCKER.lines(
                        "events",
                        "--since",
                        since,
                        "--until",
                        until,
                        "--filter",
                        "event=die",
                        "--filter",
                        "label=mark=1",
                        "--filter",
                        "image=busybox",
                        "--format",
                        "{{.Actor.Attributes.exitCode}} {{.Actor.Attributes.mark}} {{.Actor.Attributes.image}}"));
        assertEquals(
                List.of(),
                DOCKER.lines(
                        "events", "--since", since, "--until", until, "--filter", "label=mark=2"));
    }

    @Test
    void eventsComeWhileTheyHappen() {
        try (LiveProgram events =
                DOCKER.live(
                        "events",
                        "--filter",
                        "type=container",
                        "--since",
                        "0",
                        "--format",
                        "{{.Action}} {{.Actor.Attributes.name}}")) {
            create("live");
            events.awaitOut("create live");
            DOCKER.ok("start", "live");
            events.awaitOut("die live");
            DOCKER.ok("rm", "live");
            events.awaitOut("destroy live");
            assertTrue(events.isAlive());
        }
    }

    @Test
    void eventsOfImagesAreTold() {
        DOCKER.ok("tag", "busybox", "marked:1");
        DOCKER.ok("rmi", "marked:1");

        List<String> actions =
                DOCKER.lines(
                        "events",
                        "--since",
                        "0",
                        "--until",
                        DockerCli.now(),
                        "--filter",
                        "type=image",
                        "--format",
                        "{{.Action}} {{.Actor.Attributes.name}}");
        assertTrue(actions.contains("tag marked:1"), actions.toString());
        assertTrue(
                actions.stream().anyMatch(action -> action.startsWith("untag")),
                actions.toString());
    }

    @Test
    void infoCountsContainersAndImages() {
        create("one");
        DOCKER.background("two", "sleep 1000");
        DOCKER.background("three", "sleep 1000");
        DOCKER.ok("pause", "three");

        assertEquals(
                "3 1 1 1 1",
                DOCKER.ok(
                        "info",
                        "--format",
                        "{{.Containers}} {{.ContainersRunning}} {{.ContainersPaused}} {{.ContainersStopped}} {{.Images}}"));
        assertTrue(DOCKER.ok("version").contains("API version:"));
    }
}
