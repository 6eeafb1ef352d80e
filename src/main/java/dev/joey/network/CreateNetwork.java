package dev.joey.network;

import dev.joey.db.Transactions;
import dev.joey.error.EngineException;
import dev.joey.error.EngineException.Forbidden;
import dev.joey.error.EngineException.InvalidParameter;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a network of a user: its row, then its device and rules. */
@ApplicationScoped
class CreateNetwork {
    private static final Set<String> DRIVERS =
            Set.of("bridge", "host", "null", "macvlan", "ipvlan");

    private final NetworkRepository rows;
    private final IpamPlan ipam;
    private final HostAddresses host;
    private final NetworkDevices devices;
    private final NetworkEvents events;
    private final Transactions transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CreateNetwork(
            NetworkRepository rows,
            IpamPlan ipam,
            HostAddresses host,
            NetworkDevices devices,
            NetworkEvents events,
            Transactions transactions,
            Clock clock) {
        this.rows = rows;
        this.ipam = ipam;
        this.host = host;
        this.devices = devices;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Makes a network.
     *
     * @throws EngineException.Conflict if the name is taken
     * @throws InvalidParameter if it can never work, in Docker's words
     */
    Network create(NetworkRequest request) {
        String driver = check(request);
        boolean ipv4 = flag(request.ipv4(), request.options(), NetworkOptions.ENABLE_IPV4, true);
        boolean ipv6 = flag(request.ipv6(), request.options(), NetworkOptions.ENABLE_IPV6, false);
        if (!ipv4 && !ipv6) {
            throw new InvalidParameter("IPv4 or IPv6 must be enabled");
        }
        List<Pool> asked = IpamCheck.check(request.ipam(), ipv6);
        NetworkOptions.check(driver, request.options());
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        List<Cidr> hostSubnets = host.subnets();
        Network network =
                transactions.call(() -> store(id, driver, request, ipv4, ipv6, asked, hostSubnets));
        try {
            devices.make(network);
        } catch (RuntimeException e) {
            try {
                transactions.run(() -> rows.delete(id));
                devices.remove(network);
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        return network;
    }

    private Network store(
            String id,
            String driver,
            NetworkRequest request,
            boolean ipv4,
            boolean ipv6,
            List<Pool> asked,
            List<Cidr> hostSubnets) {
        List<Network> others = rows.nowAll();
        for (Network other : others) {
            if (other.name().equals(request.name())) {
                throw new EngineException.Conflict(
                        "network with name " + request.name() + " already exists");
            }
        }
        boolean addressed = !driver.equals("host") && !driver.equals("null");
        boolean nullIpam = request.ipam().driver().equals("null");
        Set<Boolean> families = new LinkedHashSet<>();
        if (addressed && !nullIpam) {
            if (ipv4) {
                families.add(false);
            }
            if (ipv6) {
                families.add(true);
            }
        }
        List<Cidr> taken =
                others.stream()
                        .filter(other -> !driver.equals("macvlan") && !driver.equals("ipvlan"))
                        .flatMap(other -> other.spec().pools().stream())
                        .map(Pool::subnet)
                        .toList();
        List<Pool> pools =
                families.isEmpty()
                        ? List.of()
                        : ipam.complete(asked, families, taken, hostSubnets, true);
        Network network =
                new Network(
                        id,
                        request.name(),
                        driver,
                        clock.instant(),
                        device(id, driver, request.options(), others),
                        new Network.Spec(
                                request.internal(),
                                request.attachable(),
                                ipv4,
                                ipv6,
                                request.labels(),
                                request.options(),
                                request.ipam().driver().isEmpty()
                                        ? "default"
                                        : request.ipam().driver(),
                                request.ipam().options(),
                                pools));
        rows.insert(network);
        events.tell("create", network);
        return network;
    }

    private static String device(
            String id, String driver, Map<String, String> options, List<Network> others) {
        String device =
                switch (driver) {
                    case "bridge" ->
                            options.getOrDefault(NetworkOptions.NAME, HostNames.bridge(id));
                    case "macvlan", "ipvlan" ->
                            options.getOrDefault(
                                    NetworkOptions.PARENT, "dm-" + id.substring(0, 12));
                    default -> "";
                };
        boolean taken =
                driver.equals("bridge")
                        && others.stream()
                                .anyMatch(
                                        other -> other.isBridge() && other.device().equals(device));
        if (taken) {
            throw new Forbidden(
                    "cannot create network "
                            + id
                            + " ("
                            + device
                            + "): conflicts with network "
                            + others.stream()
                                    .filter(other -> other.device().equals(device))
                                    .findFirst()
                                    .orElseThrow()
                                    .id()
                            + " ("
                            + device
                            + "): networks have same bridge name");
        }
        return device;
    }

    private static String check(NetworkRequest request) {
        String name = request.name();
        if (Modes.isPredefined(name)) {
            throw new Forbidden("operation is not permitted on predefined " + name + " network");
        }
        if (name.isBlank()) {
            throw new InvalidParameter("invalid network name: name is empty");
        }
        if (!name.strip().equals(name)) {
            throw new InvalidParameter(
                    "invalid network name: leading and trailing whitespace is not allowed");
        }
        if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '/') || name.contains(":")) {
            throw new InvalidParameter("invalid network name: \"" + name + "\"");
        }
        String driver = request.driver().isEmpty() ? "bridge" : request.driver();
        if (driver.equals("default")) {
            driver = "bridge";
        }
        if (driver.equals("overlay")) {
            throw new Forbidden(
                    "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm"
                            + " join\" to connect this node to swarm and try again.");
        }
        if (!DRIVERS.contains(driver)) {
            throw new EngineException.NotFound(
                    "could not find plugin " + driver + " in v1 plugin registry: plugin not found");
        }
        if (driver.equals("host") || driver.equals("null")) {
            throw new Forbidden("only one instance of \"" + driver + "\" network is allowed");
        }
        String ipam = request.ipam().driver();
        if (!ipam.isEmpty() && !ipam.equals("default") && !ipam.equals("null")) {
            throw new EngineException.NotFound(
                    "could not find plugin " + ipam + " in v1 plugin registry: plugin not found");
        }
        return driver;
    }

    private static boolean flag(
            Boolean asked, Map<String, String> options, String key, boolean otherwise) {
        if (asked != null) {
            return asked;
        }
        String option = options.get(key);
        if (option != null && !option.matches("(?i)1|0|t|f|true|false")) {
            throw new InvalidParameter("driver-opt \"" + key + "\" is not a valid bool");
        }
        return option == null ? otherwise : NetworkOptions.isTrue(option);
    }
}
