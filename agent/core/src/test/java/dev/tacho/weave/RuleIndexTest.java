package dev.tacho.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.library.Library;
import dev.tacho.config.Config;
import dev.tacho.config.ConfigParser;
import dev.tacho.config.MethodPatterns;
import dev.tacho.methods.NamedMethods;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class RuleIndexTest {
  private static final NamedMethods NONE = new NamedMethods(MethodPatterns.NONE);
  private static final ClassLoader loader = RuleIndexTest.class.getClassLoader();
  private static final String COMMAND = "com.acme.library.Library$Command";
  private static final String CLIENT = "com.acme.library.Library$Client";

  @Test
  void anExactNameMatches() {
    TypeRule rule = TypeRule.exactly("com.acme.Other", "com.acme.library.Library$NoCommand");

    assertThat(rulesFor(Library.NoCommand.class, rule)).containsExactly(rule);
    assertThat(rulesFor(Library.GetCommand.class, rule)).isEmpty();
  }

  @Test
  void anExactNameMatchesInAnIgnoredPackageToo() {
    TypeRule rule = TypeRule.exactly("javax.servlet.http.HttpServlet");

    assertThat(match("javax/servlet/http/HttpServlet", true, rule)).containsExactly(rule);
    assertThat(match("javax/servlet/http/HttpServlet", false, rule)).containsExactly(rule);
  }

  @Test
  void directSubtypesMatchByInterfaceAndBySuperclass() {
    TypeRule rule = TypeRule.directSubtypesOf(COMMAND, CLIENT);

    assertThat(rulesFor(Library.GetCommand.class, rule)).containsExactly(rule);
    assertThat(rulesFor(Library.NoCommand.class, rule)).isEmpty();
  }

  @Test
  void aClassThatIsSubtypeTwiceMatchesOnce() {
    TypeRule rule = TypeRule.directSubtypesOf(COMMAND, CLIENT).andIndirectOnesNamed("Command");

    assertThat(rulesFor(Library.ClientCommand.class, rule)).containsExactly(rule);
  }

  @Test
  void everyRuleThatHoldsMatches() {
    TypeRule commands = TypeRule.directSubtypesOf(COMMAND);
    TypeRule clients = TypeRule.directSubtypesOf(CLIENT);
    TypeRule others = TypeRule.directSubtypesOf("com.acme.Other");

    assertThat(rulesFor(Library.ClientCommand.class, others, clients, commands))
        .containsExactlyInAnyOrder(commands, clients);
  }

  @Test
  void indirectSubtypesMatchByHintOnly() {
    TypeRule direct = TypeRule.directSubtypesOf(COMMAND);
    TypeRule hinting = TypeRule.directSubtypesOf(COMMAND).andIndirectOnesNamed("Command");

    assertThat(rulesFor(Library.CachedGetCommand.class, direct, hinting)).containsExactly(hinting);
    assertThat(rulesFor(Library.DelCommand.class, direct, hinting)).containsExactly(hinting);
    assertThat(rulesFor(Library.Lookup.class, direct, hinting)).isEmpty();
    assertThat(rulesFor(Library.NoCommand.class, direct, hinting)).isEmpty();
  }

  @Test
  void aHintIsLookedForInTheSimpleNameOnly() {
    TypeRule rule = TypeRule.directSubtypesOf(COMMAND).andIndirectOnesNamed("library");

    assertThat(rulesFor(Library.CachedGetCommand.class, rule)).isEmpty();
  }

  @Test
  void exceptedPrefixesAreLeftOut() {
    TypeRule rule =
        TypeRule.directSubtypesOf(COMMAND)
            .andIndirectOnesNamed("Command")
            .except("org.pool.", "com.acme.library.Library$Get", "com.acme.library.Library$Cached");

    assertThat(rulesFor(Library.GetCommand.class, rule)).isEmpty();
    assertThat(rulesFor(Library.CachedGetCommand.class, rule)).isEmpty();
    assertThat(rulesFor(Library.DelCommand.class, rule)).containsExactly(rule);
  }

  @Test
  void aPackageCanBeAHintWhereNamesAreNone() {
    TypeRule rule = TypeRule.directSubtypesOf(COMMAND).andIndirectOnesIn("com.acme.library.");

    assertThat(rulesFor(Library.Lookup.class, rule)).containsExactly(rule);
    assertThat(rulesFor(Library.NoCommand.class, rule)).isEmpty();
    assertThat(
            rulesFor(
                Library.Lookup.class,
                TypeRule.directSubtypesOf(COMMAND).andIndirectOnesIn("com.acme.other.")))
        .isEmpty();
  }

  @Test
  void aRuleCanBeForSomePackagesOnly() {
    TypeRule rule =
        TypeRule.directSubtypesOf(COMMAND)
            .andIndirectOnesNamed("Command")
            .only("org.pool.", "com.acme.library.Library$Get");

    assertThat(rulesFor(Library.GetCommand.class, rule)).containsExactly(rule);
    assertThat(rulesFor(Library.CachedGetCommand.class, rule)).isEmpty();
    assertThat(rulesFor(Library.DelCommand.class, rule)).isEmpty();
  }

  @Test
  void aRuleHoldsOnlyWhereTheTypeItNeedsIsFound() {
    TypeRule versionOne = TypeRule.directSubtypesOf(COMMAND).whereThereIsNo(CLIENT);
    TypeRule versionTwo = TypeRule.directSubtypesOf(COMMAND).whereThereIs(CLIENT);
    TypeRule versionThree = TypeRule.directSubtypesOf(COMMAND).whereThereIs("com.acme.Missing");
    TypeRule versionOneByName =
        TypeRule.exactly("com.acme.library.Library$Lookup").whereThereIsNo(CLIENT);

    assertThat(rulesFor(Library.GetCommand.class, versionOne, versionTwo, versionThree))
        .containsExactly(versionTwo);
    assertThat(rulesFor(Library.Lookup.class, versionOneByName)).isEmpty();
  }

  @Test
  void anInterfaceNeverMatchesByItsSupertypes() {
    TypeRule rule = TypeRule.directSubtypesOf(COMMAND).andIndirectOnesNamed("Command");

    assertThat(rulesFor(Library.KeyCommand.class, rule)).isEmpty();
  }

  @Test
  void classesOfTheJdkMatchByExactNameOnly() {
    TypeRule rule = TypeRule.directSubtypesOf("java.io.Serializable");
    byte[] classFile = ClassFiles.of(Library.GetCommand.class);

    assertThat(match("com/acme/Any", classFile, false, rule)).isEmpty();
    assertThat(match("com/acme/Any", classFile, true, rule)).containsExactly(rule);
  }

  @Test
  void classesOfIgnoredPackagesMatchByExactNameOnly() {
    TypeRule rule = TypeRule.directSubtypesOf(COMMAND);
    byte[] classFile = ClassFiles.of(Library.GetCommand.class);

    assertThat(match("ch/qos/logback/Any", classFile, true, rule)).isEmpty();
    assertThat(match("com/acme/Any$$EnhancerByCGLIB$$1", classFile, true, rule)).isEmpty();
  }

  @Test
  void bytesThatAreNoClassFileMatchNothing() {
    TypeRule rule = TypeRule.directSubtypesOf("java.lang.Object").andIndirectOnesNamed("Any");

    assertThat(match("com/acme/Any", new byte[100], true, rule)).isEmpty();
  }

  @Test
  void aMatchTellsTheNumberOfItsInstrumentation() {
    RuleIndex index =
        new RuleIndex(
            List.of(
                LibraryInstrumentation.of("first", TypeRule.directSubtypesOf(CLIENT)),
                LibraryInstrumentation.of("second", TypeRule.directSubtypesOf(COMMAND))),
            NONE);

    assertThat(index.match(loader, "com/acme/Any", ClassFiles.of(Library.GetCommand.class), true))
        .extracting(match -> match.instrumentation)
        .containsExactly(1);
  }

  @Test
  void exactNamesAreToldInInternalForm() {
    RuleIndex index =
        new RuleIndex(
            List.of(
                LibraryInstrumentation.of(
                    "test",
                    TypeRule.exactly("com.acme.One", "com.acme.Two"),
                    TypeRule.directSubtypesOf(COMMAND))),
            NONE);

    assertThat(index.exactNames()).containsExactlyInAnyOrder("com/acme/One", "com/acme/Two");
  }

  @Test
  void theTopmostClassOfAHierarchyGivesItsObjectsASlot() {
    assertThat(givesSlot(Library.ClientCommand.class)).isTrue();
    assertThat(givesSlot(Library.RetriedClientCommand.class)).isFalse();
    assertThat(givesSlot(Library.NoCommand.class)).isFalse();
  }

  @Test
  void whatIsOrMayBeSerializableGetsNoSlot() {
    assertThat(givesSlot(Library.GetCommand.class)).as("itself").isFalse();
    assertThat(givesSlot(Library.DelCommand.class)).as("by an interface").isFalse();
    assertThat(givesSlot(Library.ThreadCommand.class)).as("a superclass of the JDK").isFalse();
    assertThat(givesSlot(findingNothing(), Library.ClientCommand.class, slotRule()))
        .as("a superclass that is not found")
        .isFalse();
  }

  @Test
  void onlyARuleThatAsksForSlotsGivesThem() {
    assertThat(givesSlot(loader, Library.ClientCommand.class, TypeRule.directSubtypesOf(COMMAND)))
        .isFalse();
  }

  private static boolean givesSlot(Class<?> type) {
    return givesSlot(loader, type, slotRule());
  }

  private static TypeRule slotRule() {
    return TypeRule.directSubtypesOf(COMMAND).withSlotFor(COMMAND);
  }

  private static boolean givesSlot(ClassLoader loader, Class<?> type, TypeRule rule) {
    return RuleIndex.givesSlot(loader, ClassFiles.of(type), List.of(new RuleIndex.Match(0, rule)));
  }

  private static ClassLoader findingNothing() {
    return new ClassLoader(null) {
      @Override
      public InputStream getResourceAsStream(String name) {
        throw new IllegalStateException("stopped");
      }
    };
  }

  @Test
  void namedMethodsComeBesideTheRulesOfLibraries() {
    TypeRule commands = TypeRule.directSubtypesOf(COMMAND);
    TypeRule named = TypeRule.forNamedMethods("com.acme.Advice", "com.acme.ObjectAdvice");
    RuleIndex index = namingIndex(commands, named);

    assertThat(rules(index, ClassFiles.internalName(Library.GetCommand.class), true))
        .containsExactly(commands, named);
    assertThat(rules(index, "com/acme/Any", true))
        .as("for it implements a named interface")
        .containsExactly(commands, named);
    assertThat(rules(index, "io/netty/Named", true))
        .as("although it is in a package that is ignored")
        .containsExactly(named);
    assertThat(rules(index, "io/netty/Other", true)).isEmpty();
    assertThat(rules(index, "io/netty/Named", false)).as("of the JDK").isEmpty();
    assertThat(index.exactNames())
        .containsExactlyInAnyOrder(
            ClassFiles.internalName(Library.GetCommand.class),
            ClassFiles.internalName(Library.Command.class));
  }

  @Test
  void aLoadedClassMayMatchJustWhereItsClassFileDoes() {
    List<TypeRule> rules =
        List.of(
            TypeRule.exactly("com.acme.library.Library$NoCommand"),
            TypeRule.directSubtypesOf(COMMAND),
            TypeRule.directSubtypesOf(COMMAND, CLIENT).except("com.acme.library.Library$Get"),
            TypeRule.directSubtypesOf(COMMAND).only("com.acme.library.Library$Get"),
            TypeRule.directSubtypesOf(COMMAND).andIndirectOnesNamed("Command"),
            TypeRule.directSubtypesOf(COMMAND).andIndirectOnesIn("com.acme.library.Library$Look"));
    for (TypeRule rule : rules) {
      RuleIndex index = new RuleIndex(List.of(LibraryInstrumentation.of("test", rule)), NONE);
      for (Class<?> type : Library.class.getDeclaredClasses()) {
        assertThat(index.mayMatch(type, true))
            .as("%s, %d", type, rules.indexOf(rule))
            .isEqualTo(!rulesFor(type, rule).isEmpty());
      }
    }
  }

  @Test
  void aLoadedClassMayMatchByTheConfiguration() {
    RuleIndex index = namingIndex(TypeRule.forNamedMethods("Advice", "ObjectAdvice"));

    assertThat(index.mayMatch(Library.GetCommand.class, true)).isTrue();
    assertThat(index.mayMatch(Library.ClientCommand.class, true)).as("by its interface").isTrue();
    assertThat(index.mayMatch(Library.NoCommand.class, true)).isFalse();
    assertThat(index.mayMatch(Library.GetCommand.class, false)).as("of the JDK").isFalse();
  }

  private static RuleIndex namingIndex(TypeRule... rules) {
    Config config =
        ConfigParser.parse(
            "methods=com.acme.library.Library$GetCommand.run=job;io.netty.Name*.run=job;"
                + COMMAND
                + ".run=job",
            new Properties(),
            Map.of(),
            new ArrayList<>());
    return new RuleIndex(
        List.of(LibraryInstrumentation.of("test", rules)), new NamedMethods(config.methods()));
  }

  private static List<TypeRule> rules(RuleIndex index, String name, boolean applicationClass) {
    byte[] classFile = ClassFiles.of(Library.GetCommand.class);
    return index.match(loader, name, classFile, applicationClass).stream()
        .map(match -> match.rule)
        .toList();
  }

  private static List<TypeRule> rulesFor(Class<?> type, TypeRule... rules) {
    return match(ClassFiles.internalName(type), ClassFiles.of(type), true, rules);
  }

  private static List<TypeRule> match(String name, boolean applicationClass, TypeRule... rules) {
    return match(name, new byte[0], applicationClass, rules);
  }

  private static List<TypeRule> match(
      String name, byte[] classFile, boolean applicationClass, TypeRule... rules) {
    return new RuleIndex(List.of(LibraryInstrumentation.of("test", rules)), NONE)
        .match(loader, name, classFile, applicationClass).stream()
            .map(match -> match.rule)
            .toList();
  }
}
