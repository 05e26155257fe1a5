package dev.tacho.metrics;

import dev.tacho.config.Config;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Outbound HTTP. Any thread may record; a known peer and operation is found without allocation. */
public final class ExternalMetrics extends Family {
  private static final int NO_ANSWER = 0;

  /** A call that was answered in a way that has no status; see {@link Operation#succeeded}. */
  private static final int NO_STATUS = -1;

  private static final int MAX_LABEL_LENGTH = 120;

  private final Durations durations;
  private final SeriesLimit limit;
  private final long slowNanos;
  private final int maxEntries;

  /** By host as the application writes it, so that a look-up needs no lower case of its own. */
  private final ConcurrentMap<String, Peer> peersByHost = new ConcurrentHashMap<>();

  private final ConcurrentMap<String, Peer> peersByName = new ConcurrentHashMap<>();
  private final Peer other;

  ExternalMetrics(Config config) {
    String name = "external_api_duration_seconds";
    this.slowNanos = config.slowExternalNanos();
    this.maxEntries = config.maxSeries();
    this.durations =
        new Durations(
            name,
            "Time until the response head of an outbound HTTP call has arrived.",
            Buckets.withThresholds(Buckets.HTTP, slowNanos),
            "peer_service",
            "operation",
            "status_code");
    this.limit = new SeriesLimit(name, config.maxSeries());
    this.other = new Peer(SeriesLimit.OTHER);
    peersByName.put(SeriesLimit.OTHER, other);
  }

  /** The operation's object, from which it is one step to its series. */
  public Operation operation(String host, String method, NormalizedPath path) {
    return peer(host).operation(method, path);
  }

  /**
   * The object of an operation that is no HTTP call: look it up once and keep it.
   *
   * @param peerName the value of the label, whatever the host
   */
  public Operation operation(String peerName, String operation) {
    Peer created = new Peer(Text.label(peerName, MAX_LABEL_LENGTH));
    Peer present = limit.isFull() ? other : peersByName.putIfAbsent(created.name, created);
    return (present == null ? created : present).named(Text.label(operation, MAX_LABEL_LENGTH));
  }

  private Peer peer(String host) {
    Peer peer = peersByHost.get(host);
    return peer != null ? peer : newPeer(host);
  }

  private Peer newPeer(String host) {
    if (limit.isFull() || peersByHost.size() >= maxEntries) {
      return other;
    }
    String name = Text.label(host.toLowerCase(Locale.ROOT), MAX_LABEL_LENGTH);
    Peer created = new Peer(name);
    Peer present = peersByName.putIfAbsent(name, created);
    Peer peer = present == null ? created : present;
    peersByHost.put(host, peer);
    return peer;
  }

  private final class Peer {
    final String name;
    final LongAdder[] errors = new LongAdder[ExternalError.values().length];
    private final ConcurrentMap<String, ConcurrentMap<NormalizedPath, Operation>> byMethod =
        new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Operation> named = new ConcurrentHashMap<>();
    private final Operation otherOperation;

    Peer(String name) {
      this.name = name;
      for (int i = 0; i < errors.length; i++) {
        errors[i] = new LongAdder();
      }
      this.otherOperation = new Operation(this, SeriesLimit.OTHER);
    }

    Operation named(String operation) {
      if (this == other || limit.isFull()) {
        return otherOperation;
      }
      Operation created = new Operation(this, operation);
      Operation present = named.putIfAbsent(operation, created);
      return present == null ? created : present;
    }

    Operation operation(String method, NormalizedPath path) {
      ConcurrentMap<NormalizedPath, Operation> operations = byMethod.get(method);
      if (operations == null) {
        if (this == other || byMethod.size() >= maxEntries) {
          return otherOperation;
        }
        byMethod.putIfAbsent(method, new ConcurrentHashMap<NormalizedPath, Operation>());
        operations = byMethod.get(method);
      }
      Operation operation = operations.get(path);
      if (operation != null) {
        return operation;
      }
      // An operation takes room in the limit as soon as it is recorded, so this bounds the map.
      if (limit.isFull() || operations.size() >= maxEntries) {
        return otherOperation;
      }
      String name = Text.label(method + ' ' + path, MAX_LABEL_LENGTH);
      Operation created = new Operation(this, name);
      Operation present = operations.putIfAbsent(path.copy(), created);
      return present == null ? created : present;
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
      record(status, nanos);
      count(ExternalError.ofStatus(status));
    }

    /** Records a call that succeeded, and was answered by something that has no status. */
    public void succeeded(long nanos) {
      record(NO_STATUS, nanos);
    }

    /** Records a call that got no answer. */
    public void failed(ExternalError error, long nanos) {
      record(NO_ANSWER, nanos);
      count(error);
    }

    private void count(ExternalError error) {
      if (error != null) {
        peer.errors[error.ordinal()].increment();
      }
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
      Operation target = this == peer.otherOperation ? other.otherOperation : peer.otherOperation;
      target.record(status, nanos);
    }

    /** False too for an operation that found no room. */
    boolean isMeasured() {
      return !statuses.values().isEmpty();
    }

    private boolean isOverflow() {
      return name.equals(SeriesLimit.OTHER);
    }

    private synchronized HistogramCell addStatus(int status) {
      HistogramCell present = statuses.get(status);
      if (present != null) {
        return present;
      }
      if (!limit.tryTake(1, peer == other)) {
        return null;
      }
      String label = label(status);
      HistogramCell created = durations.cell(peer.name, name, label);
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
      default:
        return Integer.toString(status);
    }
  }

  @Override
  void collect(MetricSnapshots.Builder out) {
    CountsByLabels slow = new CountsByLabels();
    CounterSnapshot.Builder errors =
        CounterSnapshot.builder()
            .name("external_api_errors")
            .help("Outbound calls that failed, by kind of error.");
    for (Peer peer : peersByName.values()) {
      if (peer != other || other.otherOperation.isMeasured()) {
        collectPeer(peer, slow, errors);
      }
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
    Durations.addUnlessEmpty(out, errors.build());
  }

  private static void collectPeer(Peer peer, CountsByLabels slow, CounterSnapshot.Builder errors) {
    for (ExternalError error : ExternalError.values()) {
      Labels labels = Labels.of("peer_service", peer.name, "error", error.label());
      errors.dataPoint(Durations.counted(labels, peer.errors[error.ordinal()].sum()));
    }
    for (ConcurrentMap<NormalizedPath, Operation> operations : peer.byMethod.values()) {
      for (Operation operation : operations.values()) {
        collectSlow(operation, slow);
      }
    }
    for (Operation operation : peer.named.values()) {
      collectSlow(operation, slow);
    }
    collectSlow(peer.otherOperation, slow);
  }

  private static void collectSlow(Operation operation, CountsByLabels slow) {
    if (operation.isMeasured()) {
      slow.add(
          Labels.of("peer_service", operation.peer.name, "operation", operation.name),
          operation.slow.sum());
    }
  }

  @Override
  List<SeriesLimit> limits() {
    return Collections.singletonList(limit);
  }
}
