package dev.tacho.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.tacho.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {
  @TempDir Path folder;
  private Map<String, String> environment = Collections.emptyMap();

  @Test
  void whatIsNotGivenHasDefaults() throws IOException {
    Plan plan = read("{'endpoints':[{'name':'home','path':'/'}]}");

    assertThat(plan.name).isEqualTo("plan");
    Endpoint home = plan.endpoints.get(0);
    assertThat(home.method).isEqualTo("GET");
    assertThat(home.weight).isEqualTo(1);
    assertThat(home.tier.name).isEqualTo("public");
    assertThat(home.timeoutNanos).isEqualTo(5_000_000_000L);
    assertThat(home.body).isNull();
    assertThat(home.headers).isEmpty();
    assertThat(home.expected.contains(199)).isFalse();
    assertThat(home.expected.contains(200)).isTrue();
    assertThat(home.expected.contains(399)).isTrue();
    assertThat(home.expected.contains(400)).isFalse();
  }

  @Test
  void tiersOfThePlanStandBesideTheBuiltInOnesAndInTheirPlace() throws IOException {
    Plan plan =
        read(
            "{'tiers':{'own':{'p50':'10ms','max':'2s','errors':0},'search':{'p99':'3s'}},"
                + "'endpoints':[{'name':'a','path':'/','tier':'own'},"
                + "{'name':'b','path':'/','tier':'search'},{'name':'c','path':'/','tier':'admin'}]}");

    assertThat(plan.endpoints.get(0).tier.limits)
        .containsExactly(
            entry(Measure.P50, 0.01), entry(Measure.MAX, 2.0), entry(Measure.ERRORS, 0.0));
    assertThat(plan.endpoints.get(1).tier.limits).containsExactly(entry(Measure.P99, 3.0));
    assertThat(plan.endpoints.get(2).tier.limits)
        .containsExactly(
            entry(Measure.P50, 0.25),
            entry(Measure.P95, 0.5),
            entry(Measure.P99, 1.0),
            entry(Measure.ERRORS, 0.01));
  }

  @Test
  void headersComeFromPlanEndpointAndEnvironment() throws IOException {
    environment = Collections.singletonMap("TOKEN", "a$b");
    Plan plan =
        read(
            "{'headers':{'X-A':'1','Authorization':'Bearer ${TOKEN}'},"
                + "'endpoints':[{'name':'a','path':'/','headers':{'x-a':2}}]}");

    assertThat(plan.endpoints.get(0).headers).hasToString("{Authorization=Bearer a$b, x-a=2}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | the plan: expected an object, not an empty list.",
        "{} | endpoints: is missing, expected a list of endpoints.",
        "{'endpoints':[]} | endpoints: expected a list of endpoints, not an empty list.",
        "{'endpoint':[]} | endpoint: unknown, expected one of name, timeout, headers, tiers,"
            + " endpoints.",
        "{'endpoints':[7]} | endpoints[0]: expected an object, not 7.",
        "{'timeout':5,'endpoints':[]} | timeout: expected a duration such as 250ms, 1s or 5m, not"
            + " 5.",
        "{'tiers':{'a':{}},'endpoints':[]} | tiers.a: expected at least one of p50, p95, p99, max"
            + " and errors, not an object.",
        "{'tiers':{'a':{'p95':'fast'}}} | tiers.a.p95: expected a duration such as 250ms, 1s or"
            + " 5m, not \"fast\".",
        "{'tiers':{'a':{'errors':'200%'}}} | tiers.a.errors: expected a share such as 0.1% or"
            + " 0.001, or 0, not \"200%\".",
        "{'headers':{'A':'${NONE}'}} | headers.A: expected the environment variable NONE to be"
            + " set, not \"${NONE}\".",
      })
  void mistakesInThePlanAreNamed(String json, String message) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> read(json))
        .withMessage("plan.json: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'path':'/' | name: is missing, expected a name.",
        "'name':'a' | path: is missing, expected a path that starts with / and has no blanks.",
        "'name':'a','path':'x' | path: expected a path that starts with / and has no blanks, not"
            + " \"x\".",
        "'name':'a','path':'/{id}' | path: expected each {name} to be one of parameters, not"
            + " \"/{id}\".",
        "'name':'a','path':'/','method':'get' | method: expected a method such as GET or POST, not"
            + " \"get\".",
        "'name':'a','path':'/','weight':0 | weight: expected a number above 0, not 0.",
        "'name':'a','path':'/','weight':'x' | weight: expected a number above 0, not \"x\".",
        "'name':'a','path':'/','expect':[600] | expect: expected a list of statuses such as 200,"
            + " \"2xx\" or \"200-399\", not a list.",
        "'name':'a','path':'/','tier':'gold' | tier: expected one of public, authenticated,"
            + " payment, admin, search, not \"gold\".",
        "'name':'a','path':'/','timeout':'0s' | timeout: expected a duration such as 250ms, 1s or"
            + " 5m, not \"0s\".",
        "'name':'a','path':'/','parameters':{'n':{'from':2,'to':1}} | parameters.n.to: expected an"
            + " integer from 2 on, not 1.",
        "'name':'a','path':'/','parameters':{'n':[]} | parameters.n: expected a list of values, or"
            + " {\"from\": 1, \"to\": 100}, not an empty list.",
        "'name':'a','path':'/','headers':{'A b':'1'} | headers.A b: expected a header's name and"
            + " value, without line breaks, not \"1\".",
        "'name':'a','path':'/','methd':'GET' | methd: unknown, expected one of name, method, path,"
            + " parameters, headers, body, weight, expect, tier, timeout.",
      })
  void mistakesInAnEndpointAreNamed(String fields, String message) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> read("{'endpoints':[{" + fields + "}]}"))
        .withMessage("plan.json: endpoints[0]." + message);
  }

  @Test
  void namesAreThereOnce() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> read("{'endpoints':[{'name':'a','path':'/'},{'name':'a','path':'/b'}]}"))
        .withMessage(
            "plan.json: endpoints[1].name: expected a name that no other endpoint has, not \"a\".");
  }

  @Test
  void whatIsNoJsonIsNamedWithLineAndColumn() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> read("{\n'endpoints':[}"))
        .withMessageStartingWith("plan.json, line 2, column 14: ");
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("none.json");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> PlanReader.read(missing, environment))
        .withMessage("--plan: there is no file " + missing + ".");
  }

  @Test
  void thePlanOfTheSampleApplicationCanBeRead() throws IOException {
    Plan plan = PlanReader.read(Path.of("../../sample-app/check-plan.json"), environment);

    assertThat(plan.name).isEqualTo("club");
    assertThat(plan.endpoints).hasSizeGreaterThan(5);
  }

  private Plan read(String json) throws IOException {
    Path file = folder.resolve("plan.json");
    Files.writeString(file, json.replace('\'', '"'));
    return PlanReader.read(file, environment);
  }
}
