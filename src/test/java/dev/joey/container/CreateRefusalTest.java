package dev.joey.container;

import static dev.joey.container.WireSamples.busybox;
import static dev.joey.container.WireSamples.request;
import static dev.joey.container.WireSamples.understand;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotImplemented;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateRefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Healthcheck\":{\"Test\":[\"CMD\",\"true\"]} | Healthcheck",
                "\"Healthcheck\":{\"Interval\":1000000000} | Healthcheck",
                "\"Rich\":true | Rich",
                "\"InitScript\":\"/x\" | InitScript",
                "\"DiskQuota\":{\"/\":\"1g\"} | DiskQuota",
                "\"QuotaID\":\"1\" | QuotaID",
                "\"NetPriority\":3 | NetPriority",
                "\"Snapshotter\":\"btrfs\" | Snapshotter btrfs",
            })
    void whatIsNotBuiltIsRefusedByName(String fields, String name) {
        refused(request(fields, ""), name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"StorageOpt\":{\"size\":\"1G\"} | HostConfig.StorageOpt",
                "\"DeviceRequests\":[{\"Count\":-1}] | HostConfig.DeviceRequests",
                "\"Cgroup\":\"container:x\" | HostConfig.Cgroup",
                "\"PidMode\":\"container:x\" | HostConfig.PidMode container:x",
                "\"IpcMode\":\"container:x\" | HostConfig.IpcMode container:x",
                "\"KernelMemoryTCP\":9999999 | HostConfig.KernelMemoryTCP",
                "\"Capabilities\":[\"CHOWN\"] | HostConfig.Capabilities",
                "\"LxcConf\":[{\"Key\":\"a\"}] | HostConfig.LxcConf",
                "\"DiskQuota\":5 | HostConfig.DiskQuota",
                "\"CgroupMode\":\"x\" | HostConfig.CgroupMode",
                "\"RuntimeType\":\"io.containerd.runc.v2\" | HostConfig.RuntimeType",
                "\"EnableLxcfs\":true | HostConfig.EnableLxcfs",
                "\"RichMode\":\"systemd\" | HostConfig.Rich",
                "\"InitScript\":\"/x\" | HostConfig.InitScript",
                "\"IntelRdtL3Cbm\":\"f\" | HostConfig.IntelRdtL3Cbm",
                "\"ScheLatSwitch\":1 | HostConfig.ScheLatSwitch",
                "\"MemoryWmarkRatio\":1 | HostConfig.MemoryWmarkRatio",
                "\"MemoryExtra\":1 | HostConfig.MemoryExtra",
                "\"MemoryForceEmptyCtl\":1 | HostConfig.MemoryForceEmptyCtl",
                "\"NvidiaConfig\":{\"NvidiaVisibleDevices\":\"all\"} | HostConfig.NvidiaConfig",
            })
    void whatIsNotBuiltOfTheHostConfigIsRefusedByName(String fields, String name) {
        refused(request("", fields), name);
    }

    @ParameterizedTest
    @CsvSource({"'', bridge", "default, bridge", "bridge, bridge", "web, web", "host, host"})
    void aNetworkThatIsNotNamedIsTheDefaultBridge(String mode, String network) {
        var spec =
                understand("{\"Image\":\"b\",\"HostConfig\":{\"NetworkMode\":\"" + mode + "\"}}")
                        .spec();
        assertEquals(network, spec.host().networkMode());
        assertEquals(network, spec.network().attachments().getFirst().network());
    }

    @Test
    void aRequestWithoutHostConfigAsksForTheDefaultBridge() {
        assertEquals("bridge", understand("{\"Image\":\"b\"}").spec().host().networkMode());
    }

    @Test
    void allThatIsRefusedIsNamedAtOnce() {
        var failure =
                assertThrows(
                        NotImplemented.class,
                        () -> understand(request("", "\"DiskQuota\":5,\"EnableLxcfs\":true")));
        assertEquals(
                "HostConfig.DiskQuota, HostConfig.EnableLxcfs are not supported by this version",
                failure.getMessage());
    }

    @Test
    void whatTheDockerClientAlwaysSendsIsAccepted() {
        var request =
                understand(
                        """
                        {"Hostname":"","Domainname":"","User":"","AttachStdin":false,
                         "AttachStdout":true,"AttachStderr":true,"Tty":false,"OpenStdin":false,
                         "StdinOnce":false,"Env":null,"Cmd":["true"],"Image":"busybox",
                         "Volumes":{},"WorkingDir":"","Entrypoint":null,"OnBuild":null,"Labels":{},
                         "HostConfig":{"Binds":null,"ContainerIDFile":"","LogConfig":{"Type":"",
                         "Config":{}},"NetworkMode":"none","PortBindings":{},"RestartPolicy":
                         {"Name":"no","MaximumRetryCount":0},"AutoRemove":true,"VolumeDriver":"",
                         "VolumesFrom":null,"ConsoleSize":[0,0],"CapAdd":null,"CapDrop":null,
                         "CgroupnsMode":"","Dns":[],"DnsOptions":[],"DnsSearch":[],
                         "ExtraHosts":null,"GroupAdd":null,"IpcMode":"","Cgroup":"","Links":null,
                         "OomScoreAdj":0,"PidMode":"","Privileged":false,"PublishAllPorts":false,
                         "ReadonlyRootfs":false,"SecurityOpt":null,"UTSMode":"","UsernsMode":"",
                         "ShmSize":0,"Isolation":"","CpuShares":0,"Memory":0,"NanoCpus":0,
                         "CgroupParent":"","BlkioWeight":0,"BlkioWeightDevice":[],
                         "BlkioDeviceReadBps":[],"BlkioDeviceWriteBps":[],"BlkioDeviceReadIOps":[],
                         "BlkioDeviceWriteIOps":[],"CpuPeriod":0,"CpuQuota":0,
                         "CpuRealtimePeriod":0,"CpuRealtimeRuntime":0,"CpusetCpus":"",
                         "CpusetMems":"","Devices":[],"DeviceCgroupRules":null,
                         "DeviceRequests":null,"MemoryReservation":0,"MemorySwap":0,
                         "MemorySwappiness":-1,"OomKillDisable":false,"PidsLimit":0,"Ulimits":[],
                         "CpuCount":0,"CpuPercent":0,"IOMaximumIOps":0,"IOMaximumBandwidth":0,
                         "MaskedPaths":null,"ReadonlyPaths":null},
                         "NetworkingConfig":{"EndpointsConfig":{"none":{"IPAMConfig":null,
                         "Links":null,"Aliases":null,"MacAddress":"","DriverOpts":null,
                         "GwPriority":0,"NetworkID":"","EndpointID":"","Gateway":"",
                         "IPAddress":"","IPPrefixLen":0,"IPv6Gateway":"","GlobalIPv6Address":"",
                         "GlobalIPv6PrefixLen":0,"DNSNames":null}}}}
                        """);
        assertEquals(List.of(), request.warnings());
        assertTrue(request.spec().host().autoRemove());
    }

    @Test
    void publishedPortsAreDiscardedWithDockersWarning() {
        var request =
                understand(
                        "{\"Image\":\"b\",\"HostConfig\":{\"NetworkMode\":\"host\","
                                + "\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"8080\"}]}}}");
        assertEquals(
                List.of("Published ports are discarded when using host network mode"),
                request.warnings());
    }

    @Test
    void aMacAddressIsAConflictForOldClientsAndAWarningForNew() {
        String json = request("\"MacAddress\":\"02:42:00:00:00:01\"", "");
        var failure = assertThrows(InvalidParameter.class, () -> understand(json, busybox(), 43));
        assertEquals("conflicting options: mac-address and the network mode", failure.getMessage());
        assertEquals(
                List.of(
                        "The container-wide MacAddress field is now deprecated. It should be"
                                + " specified in EndpointsConfig instead."),
                understand(json).warnings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"WorkingDir\":\"a/b\" | the working directory 'a/b' is invalid, it needs to be an"
                        + " absolute path",
                "\"StopSignal\":\"SIGFOO\" | invalid signal: SIGFOO",
                "\"Env\":[\"=x\"] | invalid environment variable: =x",
                "\"Env\":[\"\"] | invalid environment variable: ``",
                "\"Hostname\":\"a b\" | invalid hostname format: a b",
                "\"ExposedPorts\":{\"99999/tcp\":{}} | invalid port specification: \"99999/tcp\"",
                "\"Healthcheck\":{\"Interval\":3} | Interval in Healthcheck cannot be less than 1ms",
                "\"Healthcheck\":{\"Retries\":-1} | Retries in Healthcheck cannot be negative",
            })
    void aWrongConfigIsRefusedInDockersWords(String fields, String text) {
        var failure = assertThrows(InvalidParameter.class, () -> understand(request(fields, "")));
        assertEquals(text.replace("``", ""), failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"RestartPolicy\":{\"Name\":\"x\"} | invalid restart policy: unknown policy 'x';"
                        + " use one of 'no', 'always', 'on-failure', or 'unless-stopped'",
                "\"RestartPolicy\":{\"Name\":\"always\",\"MaximumRetryCount\":1} | invalid restart"
                        + " policy: maximum retry count can only be used with 'on-failure'",
                "\"RestartPolicy\":{\"Name\":\"no\",\"MaximumRetryCount\":-1} | invalid restart"
                        + " policy: maximum retry count can only be used with 'on-failure' and"
                        + " cannot be negative",
                "\"RestartPolicy\":{\"Name\":\"on-failure\",\"MaximumRetryCount\":-1} | invalid"
                        + " restart policy: maximum retry count cannot be negative",
                "\"AutoRemove\":true,\"RestartPolicy\":{\"Name\":\"always\"} | can't create"
                        + " 'AutoRemove' container with restart policy",
                "\"PortBindings\":{\"x/tcp\":[]} | invalid port specification: \"x/tcp\"",
                "\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"y\"}]} | invalid port specification:"
                        + " \"y\"",
                "\"Isolation\":\"hyperv\" | invalid isolation: \"hyperv\" - linux only supports"
                        + " 'default'",
                "\"Annotations\":{\"\":\"x\"} | invalid Annotations: the empty string is not"
                        + " permitted as an annotation key",
                "\"Runtime\":\"kata\" | unknown or invalid runtime name: kata",
                "\"Devices\":[{\"PathOnHost\":\"fuse\"}] | invalid device path: \"fuse\"",
                "\"Devices\":[{\"PathOnHost\":\"/dev/x\",\"CgroupPermissions\":\"q\"}] | invalid"
                        + " device mode: q",
                "\"DeviceCgroupRules\":[\"c 1:x r\"] | invalid device cgroup rule format:"
                        + " 'c 1:x r'",
                "\"IOMaximumIOps\":5 | invalid QoS settings: linux does not support configuration of"
                        + " maximum IOPs",
                "\"IOMaximumBandwidth\":5 | invalid QoS settings: linux does not support"
                        + " configuration of maximum bandwidth",
                "\"UsernsMode\":\"x\" | invalid user namespace mode: x",
                "\"CpuRealtimePeriod\":5,\"CpuRealtimeRuntime\":6 | cpu real-time runtime cannot"
                        + " be higher than cpu real-time period",
            })
    void aWrongHostConfigIsRefusedInDockersWords(String fields, String text) {
        var failure = assertThrows(InvalidParameter.class, () -> understand(request("", fields)));
        assertEquals(text, failure.getMessage());
    }

    @Test
    void aHostnameCannotGoWithTheHostsNames() {
        var failure =
                assertThrows(
                        InvalidParameter.class,
                        () -> understand(request("\"Hostname\":\"a\"", "\"UTSMode\":\"host\"")));
        assertEquals("conflicting options: hostname and the UTS mode", failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"IPAMConfig\":{\"IPv4Address\":\"10.0.0.2\"}", "\"Aliases\":[\"a\"]"})
    void addressesAndAliasesNeedANetwork(String field) {
        String networks = "\"NetworkingConfig\":{\"EndpointsConfig\":{\"none\":{" + field + "}}}";
        assertThrows(InvalidParameter.class, () -> understand(request(networks, "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"RestartPolicy\":{\"Name\":\"on-failure\",\"MaximumRetryCount\":3}",
                "\"DeviceCgroupRules\":[\"c 1:* rwm\"],\"Isolation\":\"Default\"",
                "\"UsernsMode\":\"host\",\"PidMode\":\"host\",\"IpcMode\":\"shareable\"",
                "\"Runtime\":\"crun\",\"Tmpfs\":{\"/run\":\"size=1m\"}"
            })
    void whatIsRightPasses(String fields) {
        understand(request("", fields));
    }

    @Test
    void windowsFieldsAreDroppedWithAWord() {
        assertEquals(
                List.of(
                        "linux does not support CPU percent. Percent discarded.",
                        "linux does not support CPU count. Count discarded."),
                understand(request("", "\"CpuPercent\":50,\"CpuCount\":2")).warnings());
    }

    private static void refused(String json, String name) {
        var failure = assertThrows(NotImplemented.class, () -> understand(json));
        assertEquals(name + " is not supported by this version", failure.getMessage());
    }
}
