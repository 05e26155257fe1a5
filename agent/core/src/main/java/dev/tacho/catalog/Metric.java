package dev.tacho.catalog;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One metric as {@link Metrics} declares it: what a scrape shows of it besides values, what the
 * documentation says, and what the configuration may call it. Immutable.
 */
public final class Metric {
  /** As the exposition format names them. */
  public enum Type {
    COUNTER("counter", "_total"),
    GAUGE("gauge", ""),
    HISTOGRAM("histogram", ""),
    INFO("info", "_info");

    public final String label;
    private final String suffix;

    Type(String label, String suffix) {
      this.label = label;
      this.suffix = suffix;
    }
  }

  public final Section section;
  public final Type type;

  /** As a query names it: with {@code _total} or {@code _info}. */
  public final String name;

  /** What a scrape shows beside the name. */
  public final String help;

  /** What the documentation says besides; Markdown, may be empty. */
  public final String note;

  public final List<String> labels;

  /** The labels that become {@code _other_} past {@code max-series}. */
  public final List<String> freeLabels;

  private Metric(Builder builder) {
    this.section = builder.section;
    this.type = builder.type;
    this.name = builder.name;
    this.help = builder.help;
    this.note = builder.note;
    this.labels = Collections.unmodifiableList(Arrays.asList(builder.labels));
    this.freeLabels = Collections.unmodifiableList(Arrays.asList(builder.free));
  }

  public static Builder counter(Section section, String name) {
    return new Builder(section, Type.COUNTER, name);
  }

  public static Builder gauge(Section section, String name) {
    return new Builder(section, Type.GAUGE, name);
  }

  public static Builder histogram(Section section, String name) {
    return new Builder(section, Type.HISTOGRAM, name);
  }

  public static Builder info(Section section, String name) {
    return new Builder(section, Type.INFO, name);
  }

  /** Without the suffix that the type adds: as the metrics library has it. */
  public String baseName() {
    return name.substring(0, name.length() - type.suffix.length());
  }

  /** Empty for a plain number. */
  public String unit() {
    String base = baseName();
    return base.endsWith("_seconds") ? "seconds" : base.endsWith("_ratio") ? "ratio" : "";
  }

  public String[] labelNames() {
    return labels.toArray(new String[0]);
  }

  /** Collects what there is to say about a metric. */
  public static final class Builder {
    private final Section section;
    private final Type type;
    private final String name;
    private String help;
    private String note = "";
    private String[] labels = {};
    private String[] free = {};

    private Builder(Section section, Type type, String name) {
      this.section = section;
      this.type = type;
      this.name = name;
    }

    public Builder labels(String... names) {
      this.labels = names;
      return this;
    }

    /** Those of the labels whose values are not known beforehand. */
    public Builder free(String... names) {
      this.free = names;
      return this;
    }

    public Builder help(String text) {
      this.help = text;
      return this;
    }

    /** For the documentation alone. */
    public Builder note(String text) {
      this.note = text;
      return this;
    }

    public Metric build() {
      return new Metric(this);
    }
  }
}
