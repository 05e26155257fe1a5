package dev.tacho.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.library.Library;
import dev.tacho.facade.TachoSlot;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import org.junit.jupiter.api.Test;

final class SlotFieldTest {
  private static final Class<?> TARGET = Library.Connection.class;

  @Test
  void eachObjectHoldsWhatWasPutIntoItLast() throws Exception {
    Class<?> type = define(TARGET.getName(), SlotField.addTo(ClassFiles.of(TARGET)));
    TachoSlot one = (TachoSlot) type.getConstructor().newInstance();
    TachoSlot other = (TachoSlot) type.getConstructor().newInstance();

    one.tachoSlot("old");
    one.tachoSlot("new");

    assertThat(one.tachoSlot()).isEqualTo("new");
    assertThat(other.tachoSlot()).isNull();
  }

  @Test
  @SuppressWarnings("unchecked") // the target is a Function of strings
  void theClassDoesWhatItDid() throws Exception {
    Class<?> type = define(TARGET.getName(), SlotField.addTo(ClassFiles.of(TARGET)));

    assertThat(((Function<String, String>) type.getConstructor().newInstance()).apply("PING"))
        .isEqualTo("PING");
  }

  @Test
  void whatIsAddedComesLastAndIsHidden() {
    Class<?> type = define(TARGET.getName(), SlotField.addTo(ClassFiles.of(TARGET)));

    assertThat(type.getInterfaces()).containsExactly(Function.class, TachoSlot.class);
    Field[] fields = type.getDeclaredFields();
    assertThat(fields).hasSize(TARGET.getDeclaredFields().length + 1);
    Field slot = fields[fields.length - 1];
    assertThat(slot.isSynthetic()).isTrue();
    assertThat(Modifier.isPrivate(slot.getModifiers())).isTrue();
    assertThat(Modifier.isTransient(slot.getModifiers())).isTrue();
    List<Method> added =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> method.getName().startsWith("tacho"))
            .toList();
    assertThat(added).hasSize(2).allMatch(Method::isSynthetic);
    assertThat(type.getDeclaredMethods()).hasSize(TARGET.getDeclaredMethods().length + 2);
  }

  @Test
  void aClassFileThatHasItStaysAsItIs() {
    byte[] once = SlotField.addTo(ClassFiles.of(TARGET));

    assertThat(SlotField.addTo(once)).isSameAs(once);
  }

  @Test
  void addingItToTheSameBytesAgainGivesTheSameBytes() {
    assertThat(SlotField.addTo(ClassFiles.of(TARGET)))
        .isEqualTo(SlotField.addTo(ClassFiles.of(TARGET)));
  }

  @Test
  void aClassFileOfJavaFourCanHaveIt() throws Exception {
    byte[] old = empty("com.acme.Old", ClassFileVersion.JAVA_V4);

    TachoSlot target =
        (TachoSlot) define("com.acme.Old", SlotField.addTo(old)).getConstructor().newInstance();
    target.tachoSlot("value");

    assertThat(target.tachoSlot()).isEqualTo("value");
  }

  @Test
  void aLoadedClassTellsWhetherItWasGivenOneItself() {
    byte[] plain = empty("com.acme.Plain", ClassFileVersion.JAVA_V8);
    Class<?> type = define("com.acme.Plain", SlotField.addTo(plain));
    Class<?> subclass =
        new ByteBuddy().subclass(type).make().load(type.getClassLoader()).getLoaded();

    assertThat(SlotField.isIn(type)).isTrue();
    assertThat(SlotField.isIn(subclass)).isFalse();
    assertThat(SlotField.isIn(TARGET)).isFalse();
  }

  private static byte[] empty(String name, ClassFileVersion version) {
    return new ByteBuddy(version).subclass(Object.class).name(name).make().getBytes();
  }

  private static Class<?> define(String name, byte[] classFile) {
    return new ClassLoader(SlotFieldTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(name, classFile, 0, classFile.length);
      }
    }.define();
  }
}
