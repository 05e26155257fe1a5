package dev.tacho.metrics;

import dev.tacho.config.Config;
import dev.tacho.config.PathPatterns;
import dev.tacho.config.ServiceNames;
import dev.tacho.config.ServicePaths;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** Outbound HTTP. Any thread may record; a known peer and operation is found without allocation. */
public final class ExternalMetrics extends Family {
  private static final int NO_ANSWER = 0;
  private static final int UNUSUAL_STATUS = -1;

  /** A call that was answered in a way that has no status; see {@link Operation#succeeded}. */
  private static final int NO_STATUS = -2;

  private static final int MAX_LABEL_LENGTH = 120;

  private final Durations durations;
  private final SeriesLimit limit;
  private final FollowingCounter errorTotals;
  private volatile long slowNanos;
  private volatile int maxEntries;
  private volatile Naming naming;
  private final OwnEndpoint endpoint = new OwnEndpoint();

  /**
   * What calls go under, as it is configured. Another one for each change: what was found by an
   * earlier one, here or on a thread, is found anew.
   */
  private static final class Naming {
    final PeerNames names;
    final ServicePaths paths;

    /** By host as the application writes it, so that a look-up needs no text of its own. */
    final ConcurrentMap<String, Host> hosts = new ConcurrentHashMap<>();

    Naming(Config config) {
      this.names = new PeerNames(config.services());
      this.paths = config.servicePaths();
    }

    PathPatterns patterns(String peer) {
      return peer.equals(SeriesLimit.OTHER) ? PathPatterns.NONE : paths.of(peer);
    }
  }

  /** Written under the lock of {@link #addPeer}. */
  private final ConcurrentMap<String, Peer> peersByName = new ConcurrentHashMap<>();

  /** Of all peers, those that never recorded anything included. */
  private final AtomicInteger operations = new AtomicInteger();

  ExternalMetrics(Config config) {
    String name = "external_api_duration_seconds";
    this.slowNanos = config.slowExternalNanos();
    this.maxEntries = config.maxSeries();
    this.naming = new Naming(config);
    this.durations =
        new Durations(
            name,
            "Time until the response head of an outbound HTTP call has arrived.",
            Buckets.withThresholds(Buckets.HTTP, slowNanos),
            "peer_service",
            "operation",
            "status_code");
    this.limit = new SeriesLimit(name, config.maxSeries());
    this.errorTotals =
        new FollowingCounter(
            "external_api_errors",
            "Outbound calls that failed, by kind of error.",
            config.maxSeries(),
            "error",
            ExternalError.labels());
  }

  @Override
  public void configure(Config config) {
    slowNanos = config.slowExternalNanos();
    maxEntries = config.maxSeries();
    Naming next = new Naming(config);
    synchronized (this) { // so that no peer is added with the patterns of before
      for (Peer peer : peersByName.values()) {
        peer.patterns = next.patterns(peer.name);
      }
      naming = next; // last: what is found by it is kept
    }
  }

  /**
   * Whatever is the same as long as operations that were found are still the right ones. To be
   * asked before they are.
   */
  public Object naming() {
    return naming;
  }

  /** Calls to this port of this machine are the agent's from now on. */
  public void endpointListensAt(int port) {
    endpoint.listensAt(port);
  }

  /** The names of other services that the operator configured and that nothing has called. */
  public List<String> unusedServices() {
    List<String> unused = new ArrayList<>();
    for (String name : naming.names.configured()) {
      if (!peersByName.containsKey(name)) {
        unused.add(name);
      }
    }
    return unused;
  }

  /**
   * The operation's object, from which it is one step to its series; null for a call to the agent's
   * own endpoint.
   *
   * @param host as the application writes it, or null
   * @param port -1 for the one that the scheme implies
   * @param path raw, null for none; a query does not belong to it
   * @param space scratch space of the thread
   */
  public Operation operation(
      String host, int port, String method, String path, NormalizedPath space) {
    String called = host == null ? "" : host;
    return endpoint.isAt(called, port)
        ? null
        : peer(called, port).operation(HttpMethods.index(method), path, space);
  }

  /**
   * The object of an operation that is no HTTP call: look it up once and keep it.
   *
   * @param peerName the value of the label, whatever the host
   */
  public Operation operation(String peerName, String operation) {
    return peerNamed(Text.label(peerName, MAX_LABEL_LENGTH))
        .named(Text.label(operation, MAX_LABEL_LENGTH));
  }

  private Peer peer(String host, int port) {
    Naming now = naming;
    Host known = now.hosts.get(host);
    return known != null ? known.peer(port) : newPeer(now, host, port);
  }

  /** With more hosts than there can be series, the name of the next one is found at each call. */
  private Peer newPeer(Naming now, String host, int port) {
    String canonical = PeerNames.canonical(host);
    if (now.hosts.size() >= maxEntries || host.length() > PeerNames.MAX_HOST) {
      return peerNamed(now.names.name(canonical, port));
    }
    Host created = host(now.names, canonical);
    now.hosts.put(host, created);
    return created.peer(port);
  }

  private Peer peerNamed(String name) {
    Peer known = peersByName.get(name);
    return known != null ? known : addPeer(name);
  }

  private synchronized Peer addPeer(String name) {
    Peer present = peersByName.get(name);
    if (present != null) {
      return present;
    }
    boolean other = name.equals(SeriesLimit.OTHER);
    if (!other && (limit.isFull() || peersByName.size() >= maxEntries)) {
      return addPeer(SeriesLimit.OTHER);
    }
    Peer created = new Peer(name, other);
    peersByName.put(name, created);
    return created;
  }

  private Host host(PeerNames names, String canonical) {
    Host host = new Host(peerNamed(names.name(canonical, ServiceNames.OTHER_PORT)));
    for (int port : names.ports(canonical)) {
      if (host.byPort.get(port) == null) {
        host.byPort.put(port, peerNamed(names.name(canonical, port)));
      }
    }
    return host;
  }

  /** The services of one host. */
  private static final class Host {
    private final Peer peer;

    /** Those that the configuration names. */
    private final IntMap<Peer> byPort = new IntMap<>();

    Host(Peer peer) {
      this.peer = peer;
    }

    Peer peer(int port) {
      Peer named = byPort.get(port);
      return named == null ? peer : named;
    }
  }

  private final class Peer {
    final String name;
    final boolean other;
    final LongAdder[] errors = new LongAdder[ExternalError.values().length];
    final FollowingCounter.Share errorShare;
    volatile PathPatterns patterns;

    /** By method; null where there is none. */
    private final AtomicReferenceArray<ConcurrentMap<NormalizedPath, Operation>> byMethod =
        new AtomicReferenceArray<>(HttpMethods.COUNT);

    private final ConcurrentMap<String, Operation> named = new ConcurrentHashMap<>();
    private final Operation otherOperation;

    Peer(String name, boolean other) {
      this.name = name;
      this.other = other;
      for (int i = 0; i < errors.length; i++) {
        errors[i] = new LongAdder();
      }
      this.errorShare = errorTotals.share(labels(name), labels(SeriesLimit.OTHER));
      this.patterns = naming.patterns(name);
      this.otherOperation = new Operation(this, SeriesLimit.OTHER);
    }

    private Labels labels(String peer) {
      return Labels.of("peer_service", peer);
    }

    /** A path has its series at once: unlike inbound ones, it is the application that chose it. */
    Operation operation(int method, String path, NormalizedPath space) {
      PathPatterns now = patterns;
      int pattern = now.match(path, 0);
      NormalizedPath key = pattern < 0 ? space.set(path) : space.setAsIs(now.text(pattern));
      ConcurrentMap<NormalizedPath, Operation> known = byMethod.get(method);
      Operation operation = known == null ? null : known.get(key);
      return operation != null ? operation : newOperation(method, key);
    }

    private Operation newOperation(int method, NormalizedPath path) {
      if (other || limit.isFull() || operations.get() >= maxEntries) {
        return otherOperation;
      }
      if (byMethod.get(method) == null) {
        byMethod.compareAndSet(method, null, new ConcurrentHashMap<NormalizedPath, Operation>());
      }
      String label = Text.label(HttpMethods.name(method) + ' ' + path, MAX_LABEL_LENGTH);
      Operation created = new Operation(this, label);
      Operation present = byMethod.get(method).putIfAbsent(path.copy(), created);
      if (present != null) {
        return present;
      }
      operations.incrementAndGet();
      return created;
    }

    Operation named(String operation) {
      if (other || limit.isFull()) {
        return otherOperation;
      }
      Operation created = new Operation(this, operation);
      Operation present = named.putIfAbsent(operation, created);
      return present == null ? created : present;
    }

    void count(ExternalError error) {
      errors[error.ordinal()].increment();
      errorShare.countOverflow();
    }

    void collect(CountsByLabels slow, FollowingCounter.Counts failed) {
      for (int i = 0; i < errors.length; i++) {
        failed.add(errorShare, i, errors[i].sum());
      }
      for (int method = 0; method < HttpMethods.COUNT; method++) {
        if (byMethod.get(method) != null) {
          for (Operation operation : byMethod.get(method).values()) {
            operation.collect(slow);
          }
        }
      }
      for (Operation operation : named.values()) {
        operation.collect(slow);
      }
      otherOperation.collect(slow);
    }
  }

  /** One operation of one peer. */
  public final class Operation {
    private final Peer peer;
    private final String name;
    private final IntMap<HistogramCell> statuses = new IntMap<>();
    private final LongAdder slow = new LongAdder();

    Operation(Peer peer, String name) {
      this.peer = peer;
      this.name = name;
    }

    /** The value of the label {@code peer_service}. */
    public String peer() {
      return peer.name;
    }

    /** Records a call that was answered. */
    public void answered(int status, long nanos) {
      record(status >= 100 && status <= 599 ? status : UNUSUAL_STATUS, nanos);
      ExternalError error = ExternalError.ofStatus(status);
      if (error != null) {
        peer.count(error);
      }
    }

    /** Records a call that succeeded, and was answered by something that has no status. */
    public void succeeded(long nanos) {
      record(NO_STATUS, nanos);
    }

    /** Records a call that got no answer. */
    public void failed(ExternalError error, long nanos) {
      record(NO_ANSWER, nanos);
      peer.count(error);
    }

    private void record(int status, long nanos) {
      HistogramCell cell = statuses.get(status);
      if (cell == null) {
        cell = addStatus(status);
      }
      if (cell == null) {
        recordOverflow(status, nanos);
        return;
      }
      cell.observe(nanos);
      if (nanos > slowNanos) {
        slow.increment();
      }
      if (isOverflow()) {
        limit.countOverflow();
      }
    }

    /** Gives up the operation first and, where the peer is one too many, the peer as well. */
    private void recordOverflow(int status, long nanos) {
      Peer target = this == peer.otherOperation ? peerNamed(SeriesLimit.OTHER) : peer;
      target.otherOperation.record(status, nanos);
    }

    /** False too for an operation that found no room. */
    private boolean isMeasured() {
      return !statuses.values().isEmpty();
    }

    void collect(CountsByLabels out) {
      if (isMeasured()) {
        out.add(Labels.of("peer_service", peer.name, "operation", name), slow.sum());
      }
    }

    private boolean isOverflow() {
      return name.equals(SeriesLimit.OTHER);
    }

    private synchronized HistogramCell addStatus(int status) {
      HistogramCell present = statuses.get(status);
      if (present != null) {
        return present;
      }
      if (!limit.tryTake(1, peer.other)) {
        return null;
      }
      HistogramCell created = durations.cell(peer.name, name, label(status));
      statuses.put(status, created);
      return created;
    }
  }

  private static String label(int status) {
    switch (status) {
      case NO_ANSWER:
        return "error";
      case NO_STATUS:
        return "ok";
      case UNUSUAL_STATUS:
        return SeriesLimit.OTHER;
      default:
        return Integer.toString(status);
    }
  }

  @Override
  void collect(MetricSnapshots.Builder out) {
    CountsByLabels slow = new CountsByLabels();
    FollowingCounter.Counts failed = errorTotals.counts();
    for (Peer peer : peersByName.values()) {
      peer.collect(slow, failed);
    }
    CounterSnapshot.Builder slowCalls =
        CounterSnapshot.builder()
            .name("external_api_slow_requests")
            .help("Outbound calls longer than the threshold slow-external.");
    slow.addTo(slowCalls);
    HistogramSnapshot calls = durations.collect();
    Durations.addUnlessEmpty(out, calls);
    Durations.addUnlessEmpty(
        out, Durations.totals("external_api_requests", "Outbound HTTP calls.", calls));
    Durations.addUnlessEmpty(out, slowCalls.build());
    failed.addTo(out);
  }

  @Override
  List<SeriesLimit> limits() {
    return Arrays.asList(limit, errorTotals.limit());
  }
}
