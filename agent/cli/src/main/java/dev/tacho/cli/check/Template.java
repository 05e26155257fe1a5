package dev.tacho.cli.check;

import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with {@code {name}} in the places of values. */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_-]*)}");

  private final String text;

  Template(String text) {
    this.text = text;
  }

  /** The names in it, in their order. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      names.add(places.group(1));
    }
    return names;
  }

  /** Puts values in; a place without a value stays as it is, as braces of JSON have to. */
  String fill(Map<String, String> values) {
    return fill(values, false);
  }

  /** Puts values in as a URL needs them. */
  String fillEncoded(Map<String, String> values) {
    return fill(values, true);
  }

  private String fill(Map<String, String> values, boolean encoded) {
    Matcher places = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder(text.length() + 16);
    int end = 0;
    while (places.find()) {
      String value = values.get(places.group(1));
      if (value != null) {
        filled.append(text, end, places.start()).append(encoded ? encode(value) : value);
        end = places.end();
      }
    }
    return filled.append(text, end, text.length()).toString();
  }

  /** As the plan has it. */
  @Override
  public String toString() {
    return text;
  }

  /** Percent-encodes; a form's plus for a blank would be none in a path. */
  private static String encode(String value) {
    try {
      return URLEncoder.encode(value, "UTF-8").replace("+", "%20");
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
