package dev.arrway.platform.store;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a fresh, migrated database per class: declare a parameter of type {@link Database},
 * {@link TestDatabase} or {@link Vertx} (the one that the pool belongs to) in a constructor, a test
 * or a life-cycle method. Does not go together with vertx-junit5's own injection of {@link Vertx}.
 */
public final class PostgresExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

  private record Closing(TestDatabase database) implements AutoCloseable {
    @Override
    public void close() {
      database.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Database.class || type == TestDatabase.class || type == Vertx.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestDatabase database = of(context);
    Class<?> type = parameter.getParameter().getType();
    if (type == Database.class) {
      return database.database();
    }
    return type == Vertx.class ? database.vertx() : database;
  }

  private static TestDatabase of(ExtensionContext context) {
    Class<?> test = outermost(context.getRequiredTestClass());
    return classContext(context)
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            test, c -> new Closing(TestDatabase.create(c.getSimpleName())), Closing.class)
        .database();
  }

  private static ExtensionContext classContext(ExtensionContext context) {
    ExtensionContext each = context;
    while (each.getTestMethod().isPresent()
        || (each.getTestClass().isPresent()
            && each.getParent().flatMap(ExtensionContext::getTestClass).isPresent())) {
      each = each.getParent().orElseThrow();
    }
    return each;
  }

  private static Class<?> outermost(Class<?> test) {
    Class<?> outer = test.getEnclosingClass();
    return outer == null ? test : outermost(outer);
  }
}
