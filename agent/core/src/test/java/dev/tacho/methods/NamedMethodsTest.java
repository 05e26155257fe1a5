package dev.tacho.methods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.config.ConfigParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class NamedMethodsTest {
  private static final String TAX = "com/acme/Tax";

  @Test
  void aClassIsKnownByItsNameOrItsInterfaces() {
    NamedMethods named = named("com.acme.Tax.compute=method;com.acme.rates.*.get=method");

    assertThat(named.nameClass(TAX)).isTrue();
    assertThat(named.nameClass("com/acme/rates/Vat")).isTrue();
    assertThat(named.nameClass("com/acme/Other")).isFalse();
    assertThat(named.exactClassNames()).containsExactly(TAX);
    assertThat(named.nameAnyInterface(new String[] {"java/lang/Runnable", TAX})).isTrue();
    assertThat(named.nameAnyInterface(new String[] {"com/acme/rates/Vat"})).isFalse();
  }

  @Test
  void aMethodBelongsToTheFirstPatternThatNamesIt() {
    NamedMethods named = named("com.acme.Tax.comp*=job;com.acme.Tax.*=method");
    ClassPatterns patterns = declaring(named, TAX, "compute", "round");

    assertThat(patterns.settle()).isTrue();

    assertThat(method(named, patterns, "compute")).isEqualTo("Tax.compute JOB");
    assertThat(method(named, patterns, "round")).isEqualTo("Tax.round METHOD");
  }

  @Test
  void overloadsHaveOneNumberAndCountEach() {
    NamedMethods named = named("com.acme.Tax.compute=method");
    ClassPatterns patterns = declaring(named, TAX, "compute", "compute", "round");
    patterns.settle();

    assertThat(patterns.measure("compute", true)).isTrue();
    assertThat(patterns.measure("round", true)).isFalse();
    assertThat(patterns.number("compute", true)).isEqualTo(patterns.number("compute", false));
    assertThat(named.all().get(0).methods()).isEqualTo(2);
  }

  @Test
  void classesOfOneSimpleNameShareANumberWithinAPattern() {
    NamedMethods named = named("com.acme.a.*.run=job;com.acme.b.*.run=job");

    int one = declaring(named, "com/acme/a/Task", "run").number("run", true);

    assertThat(declaring(named, "com/acme/a/Task", "run").number("run", true)).isEqualTo(one);
    assertThat(declaring(named, "com/acme/b/Task", "run").number("run", true)).isNotEqualTo(one);
  }

  @Test
  void aNestedClassIsCalledByBothNames() {
    NamedMethods named = named("com.acme.Tax$Rate.get=method");
    ClassPatterns patterns = declaring(named, "com/acme/Tax$Rate", "get");

    assertThat(method(named, patterns, "get")).isEqualTo("Tax.Rate.get METHOD");
  }

  @Test
  void aStarDoesNotMeanWhatEveryObjectHas() {
    ClassPatterns star = declaring(named("com.acme.Tax.*=method"), TAX, "toString", "hashCode");
    ClassPatterns full = declaring(named("com.acme.Tax.toString=method"), TAX, "toString");

    assertThat(star.settle()).isFalse();
    assertThat(full.settle()).isTrue();
  }

  @Test
  void aClassThatImplementsANamedInterfaceHasItsPublicMethodsMeasuredUnderTheInterfacesName() {
    NamedMethods named = named("com.acme.Gateway.send=external:sms");
    ClassPatterns patterns = named.of("com/acme/HttpGateway", List.of("com/acme/Gateway"));
    patterns.declares("send", true, false);
    patterns.declares("send", false, false);

    assertThat(patterns.settle()).isTrue();

    assertThat(patterns.measure("send", true)).isTrue();
    assertThat(patterns.measure("send", false)).isFalse();
    assertThat(method(named, patterns, "send")).isEqualTo("Gateway.send EXTERNAL");
    assertThat(named.all().get(0).methods()).isEqualTo(1);
  }

  @Test
  void moreThanTwoHundredMethodsAreRefused() {
    NamedMethods named = named("com.acme.*.*=method;com.acme.Tax.*=job");
    ClassPatterns first = wide(named, "com/acme/One", 200);
    assertThat(first.settle()).isTrue();
    assertThat(named.newlyRefused()).isEmpty();

    ClassPatterns second = wide(named, "com/acme/Two", 1);

    assertThat(second.settle()).isFalse();
    assertThat(second.measure("m0", true)).isFalse();
    assertThat(first.measure("m0", true)).as("not any more").isFalse();
    assertThat(named.get(first.number("m0", true)).isRefused()).isTrue();
    assertThat(named.all()).extracting(PatternMatches::isRefused).containsExactly(true, false);
    assertThat(named.newlyRefused()).containsExactlyInAnyOrder("com/acme/One", "com/acme/Two");
    assertThat(named.newlyRefused()).as("told once").isEmpty();
    assertThat(complaints(named, 0))
        .containsExactly(
            "matches more than 200 methods: it is refused, none of them is measured", "");
    assertThat(complaints(named, 0)).as("said once").containsExactly("", "");
  }

  @Test
  void aRefusedPatternLeavesItsMethodsToNoOther() {
    NamedMethods named = named("com.acme.*.*=method;com.acme.Tax.*=job");
    wide(named, TAX, 201).settle();

    assertThat(declaring(named, TAX, "compute").settle()).isFalse();
  }

  @Test
  void aClassOfSeveralLoadersCountsOnce() {
    NamedMethods named = named("com.acme.Tax.*=method");
    for (int loader = 0; loader < 3; loader++) {
      assertThat(wide(named, TAX, 150 - loader).settle()).isTrue();
    }

    assertThat(named.all().get(0).methods()).isEqualTo(150);
  }

  @Test
  void aMethodThatTheClassDoesNotHaveIsSaidAtOnce() {
    NamedMethods named = named("com.acme.Tax.compte=method");
    assertThat(complaints(named, 0)).containsExactly("");

    declaring(named, TAX, "compute").settle();

    assertThat(complaints(named, 0))
        .containsExactly(
            "matches nothing: the class is loaded and has no such method to be measured");
    assertThat(complaints(named, 61)).containsExactly("");
  }

  @Test
  void anAbstractMethodIsThere() {
    NamedMethods named = named("com.acme.Gateway.send=external:sms");
    ClassPatterns patterns = named.of("com/acme/Gateway", List.of());
    patterns.declares("send", true, true);

    assertThat(patterns.settle()).isFalse();

    assertThat(complaints(named, 0)).containsExactly("");
  }

  @Test
  void aClassThatIsNotThereIsSaidAfterAMinute() {
    NamedMethods named = named("com.acme.Tax.compute=method;com.acme.*.run=job");

    assertThat(complaints(named, 60)).containsExactly("", "");
    assertThat(complaints(named, 61))
        .containsOnly(
            "matches nothing so far: no such class is loaded. It is measured if it comes");
    assertThat(complaints(named, 62)).containsExactly("", "");

    declaring(named, TAX, "compute").settle();
    assertThat(complaints(named, 63)).containsExactly("", "");
  }

  /** What would be said of each pattern, so many seconds after the start; empty for nothing. */
  private static List<String> complaints(NamedMethods named, int seconds) {
    List<String> complaints = new ArrayList<>();
    for (PatternMatches matches : named.all()) {
      String complaint = matches.complaint(NamedMethods.isLate(seconds * 1_000_000_000L));
      complaints.add(complaint == null ? "" : complaint);
    }
    return complaints;
  }

  private static ClassPatterns wide(NamedMethods named, String className, int methods) {
    String[] names = new String[methods];
    for (int i = 0; i < methods; i++) {
      names[i] = "m" + i;
    }
    return declaring(named, className, names);
  }

  private static ClassPatterns declaring(NamedMethods named, String className, String... methods) {
    ClassPatterns patterns = named.of(className, List.of());
    for (String method : methods) {
      patterns.declares(method, true, false);
    }
    return patterns;
  }

  private static String method(NamedMethods named, ClassPatterns patterns, String name) {
    NamedMethod method = named.get(patterns.number(name, true));
    return method.name() + " " + method.pattern().kind();
  }

  private static NamedMethods named(String methods) {
    List<String> problems = new ArrayList<>();
    NamedMethods named =
        new NamedMethods(
            ConfigParser.parse("methods=" + methods, new Properties(), Map.of(), problems)
                .methods());
    assertThat(problems).isEmpty();
    return named;
  }
}
