package dev.tacho.monitoring.dashboards;

import static dev.tacho.monitoring.dashboards.Expressions.INSTANCES;
import static dev.tacho.monitoring.dashboards.Expressions.limit;
import static dev.tacho.monitoring.dashboards.Expressions.series;
import static dev.tacho.monitoring.dashboards.Expressions.sumOfRates;
import static dev.tacho.monitoring.dashboards.Expressions.top;

import java.util.List;

/** The processes of a service and the agent in them. */
final class JvmDashboard {
  static final String UID = "tacho-jvm";

  private static final String HEAP = INSTANCES + ", area=\"heap\"";

  private JvmDashboard() {}

  static Dashboard create() {
    return new Dashboard(
        UID,
        "Tacho / JVM and agent",
        "Memory, collections, threads and files of each process, and what the agent says of itself.",
        List.of(Variable.DATASOURCE, Variable.JOB, Variable.INSTANCE),
        List.of(verdict(), memory(), collections(), threads(), process(), agent(), eventLog()));
  }

  private static Row verdict() {
    return Row.of(
        "Verdict",
        Panels.instancesUp(),
        Panels.firingAlerts(),
        Panel.stat(
            "Uptime",
            "Since the youngest of the processes started.",
            Unit.SECONDS,
            List.of(),
            Target.of(
                "time() - max(" + series("process_start_time_seconds", INSTANCES) + ")", "uptime")),
        Panels.judged(
                "Fullest heap",
                "Share of the heap that the last collection could not free, in the worst instance.",
                Unit.SHARE,
                "max by (job) (" + series("instance:jvm_heap_after_gc:ratio", INSTANCES) + ")",
                limit("job:limit:ratio", "heap_after_gc", "warning"),
                limit("job:limit:ratio", "heap_after_gc", "critical"))
            .runbooks("HeapAfterGcHigh", "HeapAfterGcCritical"),
        Panel.stat(
                "Deadlocked threads",
                "Threads that wait for each other for good.",
                Unit.COUNT,
                List.of(Step.base("green"), Step.from(1, "red")),
                Target.of("sum(" + series("jvm_threads_deadlocked", INSTANCES) + ")", "threads"))
            .runbooks("ThreadsDeadlocked"),
        Panel.stat(
                "Agent overhead",
                "Share of the processor time that the agent takes, in the worst instance.",
                Unit.SHARE,
                List.of(),
                Target.of(
                    "max(" + series("instance:tacho_overhead:ratio5m", INSTANCES) + ")",
                    "overhead"))
            .runbooks("AgentOverheadHigh"));
  }

  private static Row memory() {
    return Row.of(
        "Memory",
        byInstance(
            "Heap in use",
            "Heap in use, with the most there may be as a line.",
            Unit.BYTES,
            "jvm_memory_used_bytes",
            HEAP,
            Target.objectiveLine("min(" + series("jvm_memory_max_bytes", HEAP) + ")", "max")),
        Panel.chart(
                "Heap after collection",
                "Share of the heap that the last collection could not free; what rises for days is a leak.",
                Unit.SHARE,
                Target.of(series("instance:jvm_heap_after_gc:ratio", INSTANCES), "{{instance}}"),
                Target.warningLine(limit("job:limit:ratio", "heap_after_gc", "warning"), "warning"),
                Target.criticalLine(
                    limit("job:limit:ratio", "heap_after_gc", "critical"), "critical"))
            .ofOne()
            .runbooks("HeapAfterGcHigh", "HeapAfterGcCritical"),
        byInstance(
            "Memory outside the heap",
            "Classes, compiled code and what else the JVM itself keeps in use.",
            Unit.BYTES,
            "jvm_memory_used_bytes",
            INSTANCES + ", area=\"nonheap\""),
        Panel.stack(
            "Memory pools",
            "Memory in use by pool, all instances together.",
            Unit.BYTES,
            Target.of(
                "sum by (pool) (" + series("jvm_memory_pool_used_bytes", INSTANCES) + ")",
                "{{pool}}")),
        Panel.chart(
            "Allocation",
            "Bytes a second that the application allocates.",
            Unit.BYTES_PER_SECOND,
            Target.of(
                sumOfRates("instance", "jvm_memory_pool_allocated_bytes_total", INSTANCES),
                "{{instance}}")),
        Panel.chart(
            "Buffer pools",
            "Memory of direct and mapped buffers, which the heap's limit does not count.",
            Unit.BYTES,
            Target.of(
                "sum by (instance, pool) (" + series("jvm_buffer_pool_used_bytes", INSTANCES) + ")",
                "{{instance}} {{pool}}")));
  }

  private static Row collections() {
    return Row.of(
        "Garbage collection",
        Panel.chart(
                "Time in collections",
                "Share of the time that is spent in collections, over five minutes.",
                Unit.SHARE,
                Target.of(series("instance:jvm_gc_time:ratio5m", INSTANCES), "{{instance}}"),
                Target.warningLine(limit("job:limit:ratio", "gc_time", "warning"), "warning"))
            .runbooks("GcTimeHigh"),
        Panel.chart(
            "Mean pause",
            "Mean time of a collection by collector.",
            Unit.SECONDS,
            Target.of(
                "%s / (%s > 0)"
                    .formatted(
                        sumOfRates("gc", "jvm_gc_collection_seconds_sum", INSTANCES),
                        sumOfRates("gc", "jvm_gc_collection_seconds_count", INSTANCES)),
                "{{gc}}")),
        Panel.chart(
            "Collections",
            "Collections a second by collector.",
            Unit.OPERATIONS_PER_SECOND,
            Target.of(sumOfRates("gc", "jvm_gc_collection_seconds_count", INSTANCES), "{{gc}}")));
  }

  private static Row threads() {
    return Row.of(
        "Threads and classes",
        Panel.stack(
                "Threads by state",
                "Platform threads by state, all instances together; many BLOCKED ones fight for a lock.",
                Unit.COUNT,
                Target.of(
                    "sum by (state) (" + series("jvm_threads_state", INSTANCES) + ")", "{{state}}"))
            .width(12),
        byInstance(
                "Loaded classes",
                "Classes loaded now; what rises without an end is a class loader that leaks.",
                Unit.COUNT,
                "jvm_classes_currently_loaded",
                INSTANCES)
            .width(12));
  }

  private static Row process() {
    return Row.of(
        "Process",
        Panel.chart(
            "Processor",
            "Processors in use: one is a whole one.",
            Unit.COUNT,
            Target.of(
                sumOfRates("instance", "process_cpu_seconds_total", INSTANCES), "{{instance}}")),
        byInstance(
            "Resident memory",
            "Memory of the process that is not swapped out, as a container's limit counts it.",
            Unit.BYTES,
            "process_resident_memory_bytes",
            INSTANCES),
        Panel.chart(
                "Open files",
                "Share of the file descriptors that are open.",
                Unit.SHARE,
                Target.of(
                    series("process_open_fds", INSTANCES)
                        + " / "
                        + series("process_max_fds", INSTANCES),
                    "{{instance}}"),
                Target.warningLine(limit("job:limit:ratio", "open_files", "warning"), "warning"))
            .ofOne()
            .runbooks("FileDescriptorsLow"));
  }

  private static Row agent() {
    return Row.of(
        "Agent",
        Panel.table(
                "Agents",
                "Version and state of the agent in each instance.",
                "instance",
                "series of limit",
                Column.verdict(
                    "enabled", "min by (instance) (" + series("tacho_enabled", INSTANCES) + ")"),
                Column.of(
                    "series of limit",
                    Unit.SHARE,
                    "max by (instance) ("
                        + series("tacho_series", INSTANCES)
                        + " / "
                        + series("tacho_series_limit", INSTANCES)
                        + ")"),
                Column.of("start held up", Unit.SECONDS, startup("premain")),
                Column.of("weaving ready after", Unit.SECONDS, startup("weaving")),
                Column.verdict(
                    "configuration in force",
                    "min by (instance) ("
                        + series("tacho_config_last_reload_successful", INSTANCES)
                        + ")"),
                Column.of(
                    "since reload",
                    Unit.SECONDS,
                    "time() - max by (instance) ("
                        + series("tacho_config_last_reload_timestamp_seconds", INSTANCES)
                        + ")"),
                Column.of(
                    "agents",
                    Unit.COUNT,
                    "count by (instance, version) (" + series("tacho_build_info", INSTANCES) + ")"))
            .height(7)
            .runbooks("AgentDisabled", "AgentConfigReloadFailed"),
        Panel.chart(
                "Series of the limit",
                "Share of the series that each family may have, in the instance that has most.",
                Unit.SHARE,
                Target.of(
                    "max by (family) (%s / %s)"
                        .formatted(
                            series("tacho_series", INSTANCES),
                            series("tacho_series_limit", INSTANCES)),
                    "{{family}}"),
                Target.warningLine(limit("job:limit:ratio", "series", "warning"), "warning"))
            .ofOne()
            .runbooks("AgentSeriesNearLimit"),
        Panel.chart(
            "Measurements without a series",
            "Measurements a second that count under _other_, because their family is full.",
            Unit.OPERATIONS_PER_SECOND,
            Target.of(
                sumOfRates("family", "tacho_series_overflow_total", INSTANCES), "{{family}}")),
        Panel.chart(
                "Agent errors",
                "Failures a second inside the agent, which the application does not see; the five worst"
                    + " instrumentations.",
                Unit.OPERATIONS_PER_SECOND,
                Target.of(
                    top(5, sumOfRates("instrumentation", "tacho_errors_total", INSTANCES)),
                    "{{instrumentation}}"))
            .runbooks("AgentErrors"),
        Panel.chart(
                "Agent overhead over time",
                "Processor time of the process that the agent takes, from a sample.",
                Unit.SHARE,
                Target.of(series("instance:tacho_overhead:ratio5m", INSTANCES), "{{instance}}"),
                Target.warningLine(limit("job:limit:ratio", "overhead", "warning"), "warning"))
            .runbooks("AgentOverheadHigh"),
        Panel.chart(
            "Woven classes",
            "Classes that each instrumentation has woven, in the instance that has most: none means that it"
                + " found nothing to measure.",
            Unit.COUNT,
            Target.of(
                "max by (instrumentation) ("
                    + series("tacho_instrumented_classes", INSTANCES)
                    + ") > 0",
                "{{instrumentation}}")),
        Panel.chart(
            "Suppressed log lines",
            "Lines a second that the agent's log left out, because their cause had been said.",
            Unit.OPERATIONS_PER_SECOND,
            Target.of(
                sumOfRates("instance", "tacho_log_suppressed_total", INSTANCES), "{{instance}}")));
  }

  private static String startup(String phase) {
    return "max by (instance) ("
        + series("tacho_startup_seconds", INSTANCES + ", phase=\"" + phase + "\"")
        + ")";
  }

  private static Row eventLog() {
    return Row.of(
        "Event log and deliveries",
        rate(
            "Records",
            "Records of the event log a second by kind.",
            "kind",
            "tacho_event_log_records_total"),
        rate(
                "Records dropped",
                "Records a second that were not written, by reason.",
                "reason",
                "tacho_event_log_dropped_total")
            .runbooks("AgentRecordsDropped"),
        Panel.chart(
                "Deliveries",
                "Critical records a second that a webhook or Sentry took and did not get, and pushes that"
                    + " failed.",
                Unit.OPERATIONS_PER_SECOND,
                Target.of(
                    sumOfRates("target", "tacho_alerts_total", INSTANCES), "{{target}} taken"),
                Target.of(
                    sumOfRates("target, reason", "tacho_alert_failures_total", INSTANCES),
                    "{{target}} failed: {{reason}}"),
                Target.of(
                    sumOfRates("instance", "tacho_push_failures_total", INSTANCES),
                    "{{instance}} push failed"))
            .runbooks("AgentAlertsUndelivered", "AgentPushFailed"));
  }

  private static Panel rate(String title, String description, String by, String counter) {
    return Panel.chart(
        title,
        description,
        Unit.OPERATIONS_PER_SECOND,
        Target.of(sumOfRates(by, counter, INSTANCES), "{{" + by + "}}"));
  }

  private static Panel byInstance(
      String title, String description, Unit unit, String gauge, String selector, Target... lines) {
    Target[] targets = new Target[lines.length + 1];
    targets[0] = Target.of("sum by (instance) (" + series(gauge, selector) + ")", "{{instance}}");
    System.arraycopy(lines, 0, targets, 1, lines.length);
    return Panel.chart(title, description, unit, targets);
  }
}
