package dev.tacho.cli.check;

import dev.tacho.cli.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A value in a plan with the place where it stands, for messages that name it. */
final class PlanField {
  private final String file;
  private final String place;
  final Object value;

  private PlanField(String file, String place, Object value) {
    this.file = file;
    this.place = place;
    this.value = value;
  }

  static PlanField root(String file, Object value) {
    return new PlanField(file, "", value);
  }

  /** Returns an absent field, one whose value is null, if there is none of that name. */
  PlanField get(String name) {
    return new PlanField(file, place.isEmpty() ? name : place + '.' + name, object().get(name));
  }

  boolean isAbsent() {
    return value == null;
  }

  @SuppressWarnings("unchecked") // JSON has no other keys
  Map<String, Object> object() {
    if (!(value instanceof Map)) {
      throw wrong("an object");
    }
    return (Map<String, Object>) value;
  }

  List<PlanField> elements(String expected) {
    if (!(value instanceof List) || ((List<?>) value).isEmpty()) {
      throw wrong(expected);
    }
    List<PlanField> elements = new ArrayList<>();
    for (Object element : (List<?>) value) {
      elements.add(new PlanField(file, place + '[' + elements.size() + ']', element));
    }
    return elements;
  }

  /** Refuses an object with fields that have no meaning: a typo must not go unseen. */
  void allowOnly(String... names) {
    for (String name : object().keySet()) {
      if (!Arrays.asList(names).contains(name)) {
        throw get(name).error("unknown, expected one of " + String.join(", ", names));
      }
    }
  }

  String text(String expected) {
    if (!(value instanceof String) || ((String) value).isEmpty()) {
      throw wrong(expected);
    }
    return (String) value;
  }

  /** Text, or a number as text: what stands for itself in a path or a list of statuses. */
  String scalar(String expected) {
    return value instanceof Double ? plain((Double) value) : text(expected);
  }

  double number(String expected) {
    if (!(value instanceof Double)) {
      throw wrong(expected);
    }
    return (Double) value;
  }

  long integer(String expected) {
    double number = number(expected);
    if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
      throw wrong(expected);
    }
    return (long) number;
  }

  UsageException wrong(String expected) {
    return error(
        isAbsent()
            ? "is missing, expected " + expected
            : "expected " + expected + ", not " + shown());
  }

  private UsageException error(String what) {
    return new UsageException(
        file + ": " + (place.isEmpty() ? "the plan" : place) + ": " + what + '.');
  }

  private String shown() {
    if (value instanceof Map) {
      return "an object";
    }
    if (value instanceof List) {
      return ((List<?>) value).isEmpty() ? "an empty list" : "a list";
    }
    if (value instanceof Double) {
      return plain((Double) value);
    }
    return value instanceof String ? '"' + (String) value + '"' : String.valueOf(value);
  }

  static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1L << 53
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
