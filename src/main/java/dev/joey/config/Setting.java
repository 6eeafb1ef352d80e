package dev.joey.config;

import static dev.joey.config.Setting.Kind.FLAG;
import static dev.joey.config.Setting.Kind.LIST;
import static dev.joey.config.Setting.Kind.PAIRS;
import static dev.joey.config.Setting.Kind.TEXT;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All that a user may set, once: what it is called on the command line and in the configuration
 * file, what a value looks like, and the property of {@link EngineConfig} that it becomes. Names
 * are dockerd's (source: dockerd(8)); {@code insecure-tcp} alone is Joey's own.
 */
@SuppressWarnings("ImmutableEnumChecker") // Method references without state, and List.of.
enum Setting {
    HOSTS(
            LIST,
            "hosts",
            "joey.hosts",
            Values::host,
            "listen here: unix:///path or tcp://address:port (repeatable)",
            "--host",
            "-H"),
    DATA_ROOT(
            TEXT,
            "data-root",
            "joey.data-root",
            Values::root,
            "folder of all that survives a reboot (default /var/lib/joey)",
            "--data-root"),
    EXEC_ROOT(
            TEXT,
            "exec-root",
            "joey.exec-root",
            Values::root,
            "folder of all that does not (default /run/joey)",
            "--exec-root"),
    PIDFILE(
            TEXT,
            "pidfile",
            "joey.pidfile",
            Values::absolutePath,
            "file that holds the process id (default EXEC-ROOT/joey.pid)",
            "--pidfile",
            "-p"),
    CONTAINERD(
            TEXT,
            "containerd",
            "joey.containerd",
            Values::containerdAddress,
            "socket of a containerd that runs already (default: a private one)",
            "--containerd"),
    CONTAINERD_NAMESPACE(
            TEXT,
            "containerd-namespace",
            "joey.containerd-namespace",
            Values::containerdName,
            "containerd namespace of Joey's objects (default joey)",
            "--containerd-namespace"),
    LOG_LEVEL(
            TEXT,
            "log-level",
            "joey.log-level",
            Values::logLevel,
            "debug, info, warn, error or fatal (default info)",
            "--log-level",
            "-l"),
    DEBUG(FLAG, "debug", "joey.debug", Values::flag, "log at level debug", "--debug", "-D"),
    LABELS(
            LIST,
            "labels",
            "joey.labels",
            Values::label,
            "label of the daemon, key=value (repeatable)",
            "--label"),
    DEFAULT_RUNTIME(
            TEXT,
            "default-runtime",
            "joey.default-runtime",
            Values::name,
            "runtime of containers that name none (default runc)",
            "--default-runtime"),
    RUNTIMES(
            PAIRS,
            "runtimes",
            "joey.runtimes",
            Values::name,
            "a further OCI runtime, name=path (repeatable)",
            "--add-runtime"),
    GROUP(
            TEXT,
            "group",
            "joey.group",
            Values::name,
            "group that owns the unix sockets (default joey)",
            "--group",
            "-G"),
    LOG_DRIVER(
            TEXT,
            "log-driver",
            "joey.log-driver",
            Values::name,
            "log driver of containers that name none (default json-file)",
            "--log-driver"),
    LOG_OPTS(
            PAIRS,
            "log-opts",
            "joey.log-opts",
            Values::name,
            "option of the default log driver, key=value (repeatable)",
            "--log-opt"),
    CGROUP_PARENT(
            TEXT,
            "cgroup-parent",
            "joey.cgroup-parent",
            Values::absolutePath,
            "parent cgroup of containers that name none (default /joey)",
            "--cgroup-parent"),
    REGISTRY_MIRRORS(
            LIST,
            "registry-mirrors",
            "joey.registry.mirrors",
            RegistryValues::mirror,
            "mirror of the default registry, as https://host (repeatable)",
            "--registry-mirror"),
    INSECURE_REGISTRIES(
            LIST,
            "insecure-registries",
            "joey.registry.insecure",
            RegistryValues::insecure,
            "registry without valid certificate, host[:port] or network/bits (repeatable)",
            "--insecure-registry"),
    DEFAULT_REGISTRY(
            TEXT,
            "default-registry",
            "joey.registry.default-host",
            RegistryValues::authority,
            "host that serves images named without registry (default registry-1.docker.io)",
            "--default-registry"),
    DEFAULT_REGISTRY_NAMESPACE(
            TEXT,
            "default-registry-namespace",
            "joey.registry.default-namespace",
            RegistryValues::namespace,
            "their namespace there if they have none (default library)",
            "--default-registry-namespace"),
    REGISTRY_CONFIG_DIRS(
            LIST,
            "registry-config-dirs",
            "joey.registry.certificate-folders",
            Values::absolutePath,
            "folder of folders host[:port] with certificates and hosts.toml (repeatable)",
            "--registry-config-dir"),
    HTTP_PROXY(
            TEXT,
            "http-proxy",
            "joey.registry.http-proxy",
            RegistryValues::proxy,
            "proxy to registries without TLS (default $HTTP_PROXY)",
            "--http-proxy"),
    HTTPS_PROXY(
            TEXT,
            "https-proxy",
            "joey.registry.https-proxy",
            RegistryValues::proxy,
            "proxy to registries (default $HTTPS_PROXY)",
            "--https-proxy"),
    NO_PROXY(
            TEXT,
            "no-proxy",
            "joey.registry.no-proxy",
            RegistryValues::text,
            "hosts and networks that need no proxy, with commas (default $NO_PROXY)",
            "--no-proxy"),
    MAX_CONCURRENT_DOWNLOADS(
            TEXT,
            "max-concurrent-downloads",
            "joey.registry.max-concurrent-downloads",
            RegistryValues::count,
            "layers downloaded at the same time (default 6)",
            "--max-concurrent-downloads"),
    MAX_CONCURRENT_UPLOADS(
            TEXT,
            "max-concurrent-uploads",
            "joey.registry.max-concurrent-uploads",
            RegistryValues::count,
            "layers of a push uploaded at the same time (default 5)",
            "--max-concurrent-uploads"),
    MAX_DOWNLOAD_ATTEMPTS(
            TEXT,
            "max-download-attempts",
            "joey.registry.max-download-attempts",
            RegistryValues::count,
            "attempts at each layer's download (default 5)",
            "--max-download-attempts"),
    EXEC_OPTS(
            LIST,
            "exec-opts",
            "",
            Values::execOption,
            "native.cgroupdriver=cgroupfs",
            "--exec-opt"),
    INIT(
            FLAG,
            "init",
            "joey.init",
            Values::flag,
            "run an init as PID 1 of containers that do not say",
            "--init"),
    INIT_PATH(
            TEXT,
            "init-path",
            "joey.init-path",
            Values::absolutePath,
            "that init's binary",
            "--init-path"),
    DEFAULT_SHM_SIZE(
            TEXT,
            "default-shm-size",
            "joey.default-shm-size-bytes",
            Values::size,
            "size of /dev/shm, as 64M (default 64M)",
            "--default-shm-size"),
    SHUTDOWN_TIMEOUT(
            TEXT,
            "shutdown-timeout",
            "joey.shutdown-timeout",
            Values::seconds,
            "seconds that a stopping daemon waits for its requests (default 15)",
            "--shutdown-timeout"),
    METRICS_ADDR(
            TEXT,
            "metrics-addr",
            "joey.metrics-addr",
            Values::addressAndPort,
            "serve /metrics, and it alone, at address:port",
            "--metrics-addr"),
    BIP(
            TEXT,
            "bip",
            "joey.network.bip",
            Values::cidr,
            "address and subnet of the default bridge, as 172.17.0.1/16",
            "--bip"),
    FIXED_CIDR(
            TEXT,
            "fixed-cidr",
            "joey.network.fixed-cidr",
            Values::cidr,
            "part of the default bridge's subnet for containers",
            "--fixed-cidr"),
    FIXED_CIDR_V6(
            TEXT,
            "fixed-cidr-v6",
            "joey.network.fixed-cidr-v6",
            Values::cidr,
            "IPv6 subnet of the default bridge",
            "--fixed-cidr-v6"),
    IPV6(FLAG, "ipv6", "joey.network.ipv6", Values::flag, "IPv6 on the default bridge", "--ipv6"),
    MTU(
            TEXT,
            "mtu",
            "joey.network.mtu",
            Values::count,
            "MTU of the default bridge (default 1500)",
            "--mtu"),
    ICC(
            FLAG,
            "icc",
            "joey.network.icc",
            Values::flag,
            "containers on the default bridge reach each other (default true)",
            "--icc"),
    IP_MASQ(
            FLAG,
            "ip-masq",
            "joey.network.ip-masq",
            Values::flag,
            "the default bridge's containers leave with the host's address (default true)",
            "--ip-masq"),
    IP_FORWARD(
            FLAG,
            "ip-forward",
            "joey.network.ip-forward",
            Values::flag,
            "switch the host's forwarding on (default true)",
            "--ip-forward"),
    IP(
            TEXT,
            "ip",
            "joey.network.ip",
            Values::address,
            "publish ports on this address by default (default 0.0.0.0)",
            "--ip",
            "--default-publish-address"),
    DEFAULT_ADDRESS_POOLS(
            LIST,
            "default-address-pools",
            "joey.network.default-address-pools",
            Values::addressPool,
            "where networks get subnets, base=10.0.0.0/8,size=24 (repeatable)",
            "--default-address-pool"),
    DNS(
            LIST,
            "dns",
            "joey.network.dns",
            Values::address,
            "name server of containers that name none (repeatable)",
            "--dns"),
    DNS_SEARCH(
            LIST,
            "dns-search",
            "joey.network.dns-search",
            Values::name,
            "search domain of containers that name none (repeatable)",
            "--dns-search"),
    DNS_OPTS(
            LIST,
            "dns-opts",
            "joey.network.dns-opts",
            Values::name,
            "resolver option of containers that name none (repeatable)",
            "--dns-opt"),
    HOST_GATEWAY_IP(
            TEXT,
            "host-gateway-ip",
            "joey.network.host-gateway-ip",
            Values::address,
            "what host-gateway means (default the default bridge's address)",
            "--host-gateway-ip"),
    LIVE_RESTORE(
            FLAG,
            "live-restore",
            "",
            Values::liveRestore,
            "containers outlive the daemon; always on",
            "--live-restore"),
    STORAGE_DRIVER(
            TEXT,
            "storage-driver",
            "joey.snapshotter",
            Values::snapshotter,
            "containerd snapshotter of new containers (default overlayfs)",
            "--storage-driver",
            "-s"),
    IMAGE_UNPACK_RATIO(
            TEXT,
            "image-unpack-ratio",
            "joey.image-store.unpack-ratio",
            Values::count,
            "refuse layers and archives that unpack to more than so many times (default 200)",
            "--image-unpack-ratio"),
    IMAGE_UNPACK_AT_MOST(
            TEXT,
            "image-unpack-at-most",
            "joey.image-store.unpack-at-most",
            Values::size,
            "refuse layers that unpack to more than this, as 20G (default: no limit)",
            "--image-unpack-at-most"),
    IMAGE_GC_HIGH(
            TEXT,
            "image-gc-high",
            "joey.image-store.collection.high-percent",
            Values::percent,
            "collect unused images when the disk is fuller than so many percent (default: never)",
            "--image-gc-high"),
    IMAGE_GC_LOW(
            TEXT,
            "image-gc-low",
            "joey.image-store.collection.low-percent",
            Values::percent,
            "until it is no fuller than so many percent (default: five below the high mark)",
            "--image-gc-low"),
    IMAGE_GC_MIN_AGE(
            TEXT,
            "image-gc-min-age",
            "joey.image-store.collection.minimum-age",
            Values::count,
            "collect only images unused for so many seconds (default a day)",
            "--image-gc-min-age"),
    IMAGE_GC_KEEP_LABELS(
            LIST,
            "image-gc-keep-labels",
            "joey.image-store.collection.keep-labels",
            Values::text,
            "never collect images with this label, key or key=value (repeatable)",
            "--image-gc-keep-label"),
    IMAGE_GC_KEEP_NAMES(
            LIST,
            "image-gc-keep-names",
            "joey.image-store.collection.keep-names",
            Values::text,
            "never collect images whose name fits this pattern (repeatable)",
            "--image-gc-keep-name"),
    TLS(
            FLAG,
            "tls",
            "joey.tls.enabled",
            Values::flag,
            "mutual TLS on tcp listeners (default true)",
            "--tls"),
    TLS_VERIFY(
            FLAG,
            "tlsverify",
            "",
            Values::tlsVerify,
            "ask clients for a certificate; always on with TLS",
            "--tlsverify"),
    TLS_CA_CERT(
            TEXT,
            "tlscacert",
            "joey.tls.ca-cert",
            Values::absolutePath,
            "trust client certificates signed by this CA",
            "--tlscacert"),
    TLS_CERT(
            TEXT,
            "tlscert",
            "joey.tls.cert",
            Values::absolutePath,
            "certificate of the tcp listeners",
            "--tlscert"),
    TLS_KEY(TEXT, "tlskey", "joey.tls.key", Values::absolutePath, "its key", "--tlskey"),
    INSECURE_TCP(
            FLAG,
            "insecure-tcp",
            "joey.tls.insecure-tcp",
            Values::flag,
            "with --tls=false: let anyone who reaches a tcp listener be root here",
            "--insecure-tcp");

    /** What a value looks like. */
    enum Kind {
        TEXT,
        FLAG,
        LIST,
        PAIRS
    }

    private final Kind kind;
    private final String key;
    private final String property;
    private final Values.Check check;
    private final String description;
    private final List<String> options;

    Setting(
            Kind kind,
            String key,
            String property,
            Values.Check check,
            String description,
            String... options) {
        this.kind = kind;
        this.key = key;
        this.property = property;
        this.check = check;
        this.description = description;
        this.options = List.of(options);
    }

    Kind kind() {
        return kind;
    }

    /** The key in the configuration file. */
    String key() {
        return key;
    }

    /** The property that {@link EngineConfig} reads; empty if there is nothing to choose. */
    String property() {
        return property;
    }

    String description() {
        return description;
    }

    /** The option's names, the long one first. */
    List<String> options() {
        return options;
    }

    /**
     * Checks one value (of a pair: its key) and brings it into the form that {@link EngineConfig}
     * reads.
     *
     * @param where the option or key, for the message
     */
    String accept(String where, String value) throws BadConfiguration {
        return check.accept(where, value);
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
    }
}
