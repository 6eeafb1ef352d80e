package dev.joey.container;

import static dev.joey.container.WireSamples.ID;
import static dev.joey.container.WireSamples.IMAGE_ID;
import static dev.joey.container.WireSamples.NOON;
import static dev.joey.container.WireSamples.container;
import static dev.joey.container.WireSamples.json;
import static dev.joey.container.WireSamples.request;
import static dev.joey.container.WireSamples.understand;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.container.ContainerState.StartFailure;
import dev.joey.network.Attachment;
import dev.joey.network.Joined;
import dev.joey.oci.Descriptor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectWireTest {
    private static final InspectFacts FACTS =
            new InspectFacts(
                    new InspectFacts.Files("/r/resolv.conf", "/r/hostname", "/r/hosts", "/r/log"),
                    new Joined(
                            "/run/joey/netns/5a5a",
                            List.of(
                                    new Joined.Place(
                                            "none",
                                            "f00d",
                                            Attachment.Wish.NONE,
                                            "e0e0",
                                            "",
                                            "",
                                            0,
                                            "",
                                            "",
                                            0,
                                            "",
                                            null)),
                            List.of()),
                    "",
                    List.of(),
                    List.of("/proc/kcore"),
                    List.of("/proc/sys"),
                    null,
                    null,
                    null);

    /** Null where nothing was sent. What the host decides is filled in before. */
    @Test
    void aBareRequestIsShownAsDockerd28ShowsIt() {
        String filled = "\"CgroupnsMode\":\"host\",\"OomKillDisable\":false,\"ShmSize\":67108864";
        var spec = understand(request("", filled)).spec();
        var state = new Running(new Run(1, 4711, NOON.plusSeconds(1)));
        assertSameJson(
                """
                {
                  "Id": "ID",
                  "Created": "2026-11-24T12:00:00.12Z",
                  "Path": "sh",
                  "Args": [],
                  "State": {
                    "Status": "running",
                    "Running": true,
                    "Paused": false,
                    "Restarting": false,
                    "OOMKilled": false,
                    "Dead": false,
                    "Pid": 4711,
                    "ExitCode": 0,
                    "Error": "",
                    "StartedAt": "2026-11-24T12:00:01.12Z",
                    "FinishedAt": "0001-01-01T00:00:00Z"
                  },
                  "Image": "IMAGE",
                  "ResolvConfPath": "/r/resolv.conf",
                  "HostnamePath": "/r/hostname",
                  "HostsPath": "/r/hosts",
                  "LogPath": "/r/log",
                  "Name": "/web",
                  "RestartCount": 0,
                  "Driver": "overlayfs",
                  "Platform": "linux",
                  "MountLabel": "",
                  "ProcessLabel": "",
                  "AppArmorProfile": "",
                  "ExecIDs": null,
                  "HostConfig": {
                    "Binds": null,
                    "ContainerIDFile": "",
                    "LogConfig": {"Type": "json-file", "Config": {"max-size": "10m"}},
                    "NetworkMode": "none",
                    "PortBindings": null,
                    "RestartPolicy": {"Name": "no", "MaximumRetryCount": 0},
                    "AutoRemove": false,
                    "VolumeDriver": "",
                    "VolumesFrom": null,
                    "ConsoleSize": [0, 0],
                    "CapAdd": null,
                    "CapDrop": null,
                    "CgroupnsMode": "host",
                    "Dns": null,
                    "DnsOptions": null,
                    "DnsSearch": null,
                    "ExtraHosts": null,
                    "GroupAdd": null,
                    "IpcMode": "private",
                    "Cgroup": "",
                    "Links": null,
                    "OomScoreAdj": 0,
                    "PidMode": "",
                    "Privileged": false,
                    "PublishAllPorts": false,
                    "ReadonlyRootfs": false,
                    "SecurityOpt": null,
                    "UTSMode": "",
                    "UsernsMode": "",
                    "ShmSize": 67108864,
                    "Runtime": "runc",
                    "Isolation": "",
                    "CpuShares": 0,
                    "Memory": 0,
                    "NanoCpus": 0,
                    "CgroupParent": "",
                    "BlkioWeight": 0,
                    "BlkioWeightDevice": null,
                    "BlkioDeviceReadBps": null,
                    "BlkioDeviceWriteBps": null,
                    "BlkioDeviceReadIOps": null,
                    "BlkioDeviceWriteIOps": null,
                    "CpuPeriod": 0,
                    "CpuQuota": 0,
                    "CpuRealtimePeriod": 0,
                    "CpuRealtimeRuntime": 0,
                    "CpusetCpus": "",
                    "CpusetMems": "",
                    "Devices": null,
                    "DeviceCgroupRules": null,
                    "DeviceRequests": null,
                    "MemoryReservation": 0,
                    "MemorySwap": 0,
                    "MemorySwappiness": null,
                    "OomKillDisable": false,
                    "PidsLimit": null,
                    "Ulimits": null,
                    "CpuCount": 0,
                    "CpuPercent": 0,
                    "IOMaximumIOps": 0,
                    "IOMaximumBandwidth": 0,
                    "MaskedPaths": ["/proc/kcore"],
                    "ReadonlyPaths": ["/proc/sys"]
                  },
                  "GraphDriver": {"Data": null, "Name": "overlayfs"},
                  "Mounts": [],
                  "Config": {
                    "Hostname": "c0ffeec0ffee",
                    "Domainname": "",
                    "User": "",
                    "AttachStdin": false,
                    "AttachStdout": false,
                    "AttachStderr": false,
                    "Tty": false,
                    "OpenStdin": false,
                    "StdinOnce": false,
                    "Env": ["PATH=/bin"],
                    "Cmd": ["sh"],
                    "Image": "busybox",
                    "Volumes": null,
                    "WorkingDir": "",
                    "Entrypoint": null,
                    "OnBuild": null,
                    "Labels": {}
                  },
                  "NetworkSettings": {
                    "Bridge": "",
                    "SandboxID": "ID",
                    "SandboxKey": "/run/joey/netns/5a5a",
                    "Ports": {},
                    "HairpinMode": false,
                    "LinkLocalIPv6Address": "",
                    "LinkLocalIPv6PrefixLen": 0,
                    "SecondaryIPAddresses": null,
                    "SecondaryIPv6Addresses": null,
                    "EndpointID": "",
                    "Gateway": "",
                    "GlobalIPv6Address": "",
                    "GlobalIPv6PrefixLen": 0,
                    "IPAddress": "",
                    "IPPrefixLen": 0,
                    "IPv6Gateway": "",
                    "MacAddress": "",
                    "Networks": {
                      "none": {
                        "IPAMConfig": null,
                        "Links": null,
                        "Aliases": null,
                        "MacAddress": "",
                        "DriverOpts": null,
                        "GwPriority": 0,
                        "NetworkID": "f00d",
                        "EndpointID": "e0e0",
                        "Gateway": "",
                        "IPAddress": "",
                        "IPPrefixLen": 0,
                        "IPv6Gateway": "",
                        "GlobalIPv6Address": "",
                        "GlobalIPv6PrefixLen": 0,
                        "DNSNames": null
                      }
                    }
                  }
                }
                """,
                ContainerWire.inspect(container(spec, state), FACTS, 51));
    }

    @Test
    void whatWasSentComesBack() {
        String config =
                """
                "Hostname":"h","Domainname":"d","User":"1:2","AttachStdin":true,
                "AttachStdout":true,"AttachStderr":true,"ExposedPorts":{"80/tcp":{},"53/udp":{}},
                "Tty":true,"OpenStdin":true,"StdinOnce":true,"Env":["A=1","PATH=/x"],
                "Cmd":["a b","c"],"WorkingDir":"/w","Entrypoint":["/e","-x"],"OnBuild":["RUN x"],
                "Labels":{"b":"2","a":"1"},"StopSignal":"SIGINT","StopTimeout":3,
                "Shell":["/bin/sh","-c"],"Healthcheck":{"Test":["NONE"]}
                """;
        String host =
                """
                "ContainerIDFile":"/cid","LogConfig":{"Type":"none","Config":{}},
                "PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}]},
                "RestartPolicy":{"Name":"on-failure","MaximumRetryCount":3},
                "ConsoleSize":[24,80],"Annotations":{"x":"y"},"CapAdd":["NET_ADMIN"],
                "CapDrop":["ALL"],"CgroupnsMode":"private","GroupAdd":["video"],
                "IpcMode":"shareable","OomScoreAdj":-5,"PidMode":"","PublishAllPorts":true,
                "ReadonlyRootfs":true,"SecurityOpt":["no-new-privileges"],
                "Tmpfs":{"/run":"size=1m"},"UTSMode":"","UsernsMode":"host","ShmSize":1048576,
                "Sysctls":{"net.ipv4.ip_forward":"1"},"Runtime":"crun","Isolation":"default",
                "CpuShares":512,"Memory":8388608,"CgroupParent":"/p","BlkioWeight":500,
                "BlkioWeightDevice":[{"Path":"/dev/sda","Weight":10}],
                "BlkioDeviceReadBps":[{"Path":"/dev/sda","Rate":1}],
                "BlkioDeviceWriteBps":[{"Path":"/dev/sda","Rate":2}],
                "BlkioDeviceReadIOps":[{"Path":"/dev/sda","Rate":3}],
                "BlkioDeviceWriteIOps":[{"Path":"/dev/sda","Rate":4}],
                "CpuPeriod":2000,"CpuQuota":3000,"CpuRealtimePeriod":9,"CpuRealtimeRuntime":8,
                "CpusetCpus":"0","CpusetMems":"0",
                "Devices":[{"PathOnHost":"/dev/a","PathInContainer":"/dev/b",
                "CgroupPermissions":"r"}],
                "DeviceCgroupRules":["c 1:1 r"],"MemoryReservation":7000000,
                "MemorySwap":9000000,"MemorySwappiness":5,"OomKillDisable":true,"PidsLimit":7,
                "Ulimits":[{"Name":"nofile","Hard":2,"Soft":1}],"MaskedPaths":[],
                "ReadonlyPaths":["/q"],"Init":true
                """;
        JsonNode shown = inspect(understand(request(config, host)).spec(), new Created(null), 51);
        JsonNode sent = tree(request(config, host));
        sent.properties().stream()
                .filter(field -> !field.getKey().equals("HostConfig"))
                .forEach(
                        field ->
                                assertEquals(
                                        field.getValue(),
                                        shown.get("Config").get(field.getKey()),
                                        field.getKey()));
        sent.get("HostConfig")
                .properties()
                .forEach(
                        field ->
                                assertEquals(
                                        field.getValue(),
                                        shown.get("HostConfig").get(field.getKey()),
                                        field.getKey()));
        assertEquals("/e", shown.get("Path").asText());
        assertEquals("[\"-x\",\"a b\",\"c\"]", shown.get("Args").toString());
    }

    @Test
    void emptyListsAndObjectsComeBackAsSuch() {
        String host =
                """
                "Binds":[],"PortBindings":{},"VolumesFrom":[],"CapAdd":[],"CapDrop":[],"Dns":[],
                "DnsOptions":[],"DnsSearch":[],"ExtraHosts":[],"GroupAdd":[],"Links":[],
                "SecurityOpt":[],"BlkioWeightDevice":[],"BlkioDeviceReadBps":[],
                "BlkioDeviceWriteBps":[],"BlkioDeviceReadIOps":[],"BlkioDeviceWriteIOps":[],
                "Devices":[],"DeviceCgroupRules":[],"DeviceRequests":[],"Ulimits":[]
                """;
        JsonNode shown =
                inspect(
                        understand(request("\"Entrypoint\":[],\"OnBuild\":[]", host)).spec(),
                        new Created(null),
                        51);
        tree(request("", host))
                .get("HostConfig")
                .properties()
                .forEach(
                        field ->
                                assertEquals(
                                        field.getValue(),
                                        shown.get("HostConfig").get(field.getKey()),
                                        field.getKey()));
        assertEquals("[]", shown.get("Config").get("Entrypoint").toString());
        assertEquals("[]", shown.get("Config").get("OnBuild").toString());
    }

    @Test
    void oldVersionsGetTheFieldsOfTheirTime() {
        var spec = understand(request("", "\"Annotations\":{\"a\":\"b\"}")).spec();
        JsonNode at41 = inspect(spec, new Created(null), 41);
        assertEquals(0, at41.at("/HostConfig/KernelMemory").asInt(-1));
        assertFalse(at41.get("HostConfig").has("Annotations"));
        assertFalse(at41.at("/NetworkSettings/Networks/none").has("GwPriority"));
        assertFalse(at41.has("ImageManifestDescriptor"));
        JsonNode at48 = inspect(spec, new Created(null), 48);
        assertFalse(at48.get("HostConfig").has("KernelMemory"));
        assertEquals(0, at48.at("/NetworkSettings/Networks/none/GwPriority").asInt(-1));
    }

    @Test
    void sizesManifestAndExecsAreShownIfGiven() {
        var facts =
                new InspectFacts(
                        FACTS.files(),
                        FACTS.networks(),
                        "docker-default",
                        List.of("e1"),
                        List.of(),
                        List.of(),
                        Map.of("MergedDir", "/m"),
                        new InspectFacts.Sizes(1, 20),
                        new InspectFacts.Manifest(
                                new Descriptor("application/x", IMAGE_ID, 7),
                                "arm64",
                                "linux",
                                "v8"));
        var spec = understand(request("", "")).spec();
        JsonNode shown =
                WireSamples.JSON.valueToTree(
                        ContainerWire.inspect(container(spec, new Created(null)), facts, 51));
        assertEquals(1, shown.get("SizeRw").asInt());
        assertEquals(20, shown.get("SizeRootFs").asInt());
        assertEquals("[\"e1\"]", shown.get("ExecIDs").toString());
        assertEquals("{\"MergedDir\":\"/m\"}", shown.at("/GraphDriver/Data").toString());
        assertEquals(
                "{\"mediaType\":\"application/x\",\"digest\":\""
                        + IMAGE_ID
                        + "\",\"size\":7,\"platform\":{\"architecture\":\"arm64\",\"os\":\"linux\","
                        + "\"variant\":\"v8\"}}",
                shown.get("ImageManifestDescriptor").toString());
    }

    @Test
    void thePrivilegedHaveNoMaskedPathsAndNoLabels() {
        JsonNode shown =
                inspect(
                        understand(request("", "\"Privileged\":true")).spec(),
                        new Created(null),
                        51);
        assertEquals("null", shown.at("/HostConfig/MaskedPaths").toString());
        assertEquals("null", shown.at("/HostConfig/ReadonlyPaths").toString());
        assertEquals("[\"label=disable\"]", shown.at("/HostConfig/SecurityOpt").toString());
    }

    @Test
    void aContainerWithoutNetworkHasNoNetworks() {
        JsonNode shown =
                WireSamples.JSON.valueToTree(
                        ContainerWire.inspect(
                                container(
                                        understand("{\"Image\":\"b\",\"NetworkDisabled\":true}")
                                                .spec(),
                                        new Created(null)),
                                InspectFacts.NONE,
                                51));
        assertEquals("{}", shown.at("/NetworkSettings/Networks").toString());
        assertEquals("true", shown.at("/Config/NetworkDisabled").toString());
    }

    @Test
    void everyStateHasDockersFlags() {
        var run = new Run(2, 42, NOON);
        var exit = new Exit(2, 137, NOON, NOON.plusNanos(880_000_001), true);
        var failure = new StartFailure(127, "not found");
        String never = "0001-01-01T00:00:00Z";
        String start = "2026-11-24T12:00:00.12Z";
        String end = "2026-11-24T12:00:01.000000001Z";
        assertState("created - - - - - 0 0 '' " + never + " " + never, new Created(null));
        assertState(
                "created - - - - - 0 127 'not found' " + never + " " + never, new Created(failure));
        assertState("running R - - - - 42 0 '' " + start + " " + never, new Running(run));
        assertState("paused R P - - - 42 0 '' " + start + " " + never, new Paused(run));
        assertState(
                "restarting R - S O - 0 137 '' " + start + " " + end, new Restarting(exit, NOON));
        assertState("exited - - - O - 0 137 '' " + start + " " + end, new Exited(exit, null));
        assertState(
                "exited - - - O - 0 127 'not found' " + start + " " + end,
                new Exited(exit, failure));
    }

    private static void assertState(String wanted, ContainerState state) {
        var shown = InspectWire.state(state);
        assertEquals(
                wanted,
                String.join(
                        " ",
                        shown.status(),
                        shown.running() ? "R" : "-",
                        shown.paused() ? "P" : "-",
                        shown.restarting() ? "S" : "-",
                        shown.oomKilled() ? "O" : "-",
                        shown.dead() ? "D" : "-",
                        Long.toString(shown.pid()),
                        Integer.toString(shown.exitCode()),
                        "'" + shown.error() + "'",
                        shown.startedAt(),
                        shown.finishedAt()));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.100Z, 2026-01-02T03:04:05.1Z",
        "2026-01-02T03:04:05.000001Z, 2026-01-02T03:04:05.000001Z",
        "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123456789Z"
    })
    void timesAreWrittenAsGoWritesThem(Instant time, String text) {
        assertEquals(text, InspectWire.time(time));
    }

    private static JsonNode inspect(ContainerSpec spec, ContainerState state, int apiMinor) {
        return tree(json(ContainerWire.inspect(container(spec, state), FACTS, apiMinor)));
    }

    private static JsonNode tree(String text) {
        try {
            return WireSamples.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertSameJson(String wanted, Object shown) {
        String filled = wanted.replace("\"ID\"", "\"" + ID + "\"");
        assertEquals(
                tree(filled.replace("\"IMAGE\"", "\"" + IMAGE_ID + "\"")).toPrettyString(),
                tree(json(shown)).toPrettyString());
    }
}
