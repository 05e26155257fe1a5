package dev.tacho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MethodPatternsTest {
  @Test
  void everyKindIsReadWithItsArguments() {
    assertThat(
            MethodPatterns.parse(
                    "com.acme.Billing.charge=external:stripe;"
                        + "com.acme.Billing.refund=external:stripe:POST refund;"
                        + "com.acme.Reports.*=job;"
                        + "com.acme.Repo.find*=db:select:users;"
                        + "com.acme.Sessions.get=cache:get;"
                        + "com.acme.Tax.compute=method")
                .all())
        .extracting(MethodPatternsTest::described)
        .containsExactly(
            "com.acme.Billing.charge EXTERNAL[stripe]",
            "com.acme.Billing.refund EXTERNAL[stripe, POST refund]",
            "com.acme.Reports.* JOB[]",
            "com.acme.Repo.find* DB[select, users]",
            "com.acme.Sessions.get CACHE[get]",
            "com.acme.Tax.compute METHOD[]");
  }

  private static String described(MethodPattern pattern) {
    List<String> arguments =
        IntStream.range(0, pattern.arguments()).mapToObj(pattern::argument).toList();
    return pattern.methods() + " " + pattern.kind() + arguments;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.Tax.compute",
        "com.acme.Tax.compute=",
        "=method",
        "compute=method",
        ".compute=method",
        "com.acme.Tax.=method",
        "com..Tax.compute=method",
        "com.acme.Tax.<init>=method",
        "com.acme.Tax.compute()=method",
        "com.acme.Tax#compute=method",
        "com.*.Tax.compute=method",
        "com.acme.T*x.compute=method",
        "com.acme.**.compute=method",
        "com.acme.Tax.com pute=method",
        "com.acme.Tax.compute=METHOD",
        "com.acme.Tax.compute=timer",
        "com.acme.Tax.compute=method:fast",
        "com.acme.Tax.compute=job:nightly",
        "com.acme.Tax.compute=external",
        "com.acme.Tax.compute=external:",
        "com.acme.Tax.compute=external:a:b:c",
        "com.acme.Tax.compute=external:a\u0007b",
        "com.acme.Tax.compute=db:select",
        "com.acme.Tax.compute=db:select:users:x",
        "com.acme.Tax.compute=cache",
      })
  void whatIsNoPatternCostsOnlyItself(String text) {
    MethodPatterns patterns =
        MethodPatterns.parse("com.acme.One.run=job;" + text + ";com.acme.Two.run=job");

    assertThat(patterns.all())
        .extracting(MethodPattern::methods)
        .containsExactly("com.acme.One.run", "com.acme.Two.run");
    assertThat(patterns.problems()).containsExactly(text + ": expected " + MethodPatterns.EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.util.List.add",
        "javax.sql.DataSource.getConnection",
        "jdk.internal.misc.VM.*",
        "sun.misc.Unsafe.park",
        "dev.tacho.record.Recorder.*"
      })
  void classesOfTheJdkAndOfTheAgentAreRefused(String methods) {
    MethodPatterns patterns = MethodPatterns.parse(methods + "=method");

    assertThat(patterns.all()).isEmpty();
    assertThat(patterns.problems())
        .containsExactly(
            methods + "=method: classes of the JDK and of the agent cannot be measured by name");
  }

  @Test
  void aClassWhoseNameOnlyBeginsLikeTheJdksIsNone() {
    assertThat(MethodPatterns.parse("javafaker.Names.next=method").problems()).isEmpty();
  }

  @Test
  void twoHundredPatternsAreTaken() {
    MethodPatterns patterns =
        MethodPatterns.parse(
            IntStream.rangeClosed(1, 202)
                .mapToObj(i -> "com.acme.C" + i + ".run=job")
                .collect(Collectors.joining(";")));

    assertThat(patterns.all()).hasSize(200);
    assertThat(patterns.problems())
        .containsExactly(
            "com.acme.C201.run=job: expected at most 200 patterns",
            "com.acme.C202.run=job: expected at most 200 patterns");
  }

  @Test
  void problemsAreReportedToTheOperator() {
    List<String> problems = new ArrayList<>();

    Config config =
        ConfigParser.parse(
            "methods=bad;com.acme.Tax.compute=method", new Properties(), Map.of(), problems);

    assertThat(config.methods().all()).hasSize(1);
    assertThat(problems)
        .containsExactly(
            "methods=bad: expected "
                + MethodPatterns.EXPECTED
                + ". It is ignored. See docs/configuration.md.");
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Tax.compute,com/acme/Tax,true",
    "com.acme.Tax.compute,com/acme/Taxes,false",
    "com.acme.Tax.compute,org/com/acme/Tax,false",
    "com.acme.Tax$Rate.compute,com/acme/Tax$Rate,true",
    "com.acme.*.compute,com/acme/Tax,true",
    "com.acme.*.compute,com/acme/Tax$Rate,true",
    "com.acme.*.compute,com/acme/tax/Tax,false",
    "com.acme.*.compute,com/acmes/Tax,false",
    "com.acme.Tax*.compute,com/acme/TaxRate,true",
    "com.acme.Tax*.compute,com/acme/Tax,true",
    "com.acme.Tax*.compute,com/acme/Rate,false",
    "Tax.compute,Tax,true",
    "*.compute,Tax,true",
    "*.compute,com/acme/Tax,false"
  })
  void aStarStandsForTheRestOfAClassName(String pattern, String className, boolean named) {
    assertThat(MethodPattern.parse(pattern + "=method").namesClass(className)).isEqualTo(named);
  }

  @ParameterizedTest
  @CsvSource({
    "find,find,true",
    "find,finds,false",
    "find,fin,false",
    "find*,find,true",
    "find*,findByName,true",
    "find*,refind,false",
    "*Name,findByName,true",
    "*Name,findByNames,false",
    "find*Name,findName,true",
    "find*Name,findByNameAndName,true",
    "find*By*,findAllByName,true",
    "find*By*,findAll,false",
    "*,anything,true",
    "**,anything,true",
    "find-it,find-it,true",
    "größe*,größeVon,true"
  })
  void aStarStandsForAnyPartOfAMethodName(String pattern, String method, boolean named) {
    assertThat(MethodPattern.parse("com.acme.Repo." + pattern + "=method").namesMethod(method))
        .isEqualTo(named);
  }
}
