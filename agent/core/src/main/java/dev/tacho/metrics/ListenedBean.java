package dev.tacho.metrics;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/** Stands in front of a garbage collector's bean, to take back who listens to it. */
final class ListenedBean implements InvocationHandler {
  private final GarbageCollectorMXBean bean;
  private final List<NotificationListener> listeners = new ArrayList<>();

  private ListenedBean(GarbageCollectorMXBean bean) {
    this.bean = bean;
  }

  /**
   * The beans of this JVM.
   *
   * @param added gets what stands in front of them
   */
  static List<GarbageCollectorMXBean> all(List<ListenedBean> added) {
    List<GarbageCollectorMXBean> beans = new ArrayList<>();
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (bean instanceof NotificationEmitter) {
        ListenedBean listened = new ListenedBean(bean);
        added.add(listened);
        beans.add(listened.proxy());
      }
    }
    return beans;
  }

  private GarbageCollectorMXBean proxy() {
    return (GarbageCollectorMXBean)
        Proxy.newProxyInstance(
            ListenedBean.class.getClassLoader(),
            new Class<?>[] {GarbageCollectorMXBean.class, NotificationEmitter.class},
            this);
  }

  @Override
  public synchronized Object invoke(Object proxy, Method method, Object[] arguments)
      throws Throwable {
    if (method.getName().equals("addNotificationListener")) {
      listeners.add((NotificationListener) arguments[0]);
    }
    try {
      return method.invoke(bean, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  synchronized void close() {
    for (NotificationListener listener : listeners) {
      try {
        ((NotificationEmitter) bean).removeNotificationListener(listener);
      } catch (ListenerNotFoundException gone) {
        // As it is to be.
      }
    }
    listeners.clear();
  }
}
