package dev.tacho.agenttests.benchmark;

import com.acme.database.NoOpConnection;
import com.acme.database.NoOpStatement;
import java.sql.Connection;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.matcher.ElementMatchers;

/** Makes the no-op driver's classes concrete: JDBC has 150 methods that no benchmark calls. */
final class NoOpDatabase {
  private NoOpDatabase() {}

  /** A connection of the driver's classes in {@code loader}. */
  static Connection connection(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> statement = load(stubbed(loader.loadClass(NoOpStatement.class.getName())), loader);
    DynamicType.Builder<?> connection =
        stubbed(loader.loadClass(NoOpConnection.class.getName()))
            .method(ElementMatchers.named("newStatement"))
            .intercept(MethodCall.construct(statement.getConstructor()));
    return (Connection) load(connection, statement.getClassLoader()).getConstructor().newInstance();
  }

  private static DynamicType.Builder<?> stubbed(Class<?> type) {
    return new ByteBuddy()
        .subclass(type)
        .method(ElementMatchers.isAbstract())
        .intercept(StubMethod.INSTANCE);
  }

  private static Class<?> load(DynamicType.Builder<?> type, ClassLoader parent) {
    return type.make().load(parent, ClassLoadingStrategy.Default.WRAPPER).getLoaded();
  }
}
