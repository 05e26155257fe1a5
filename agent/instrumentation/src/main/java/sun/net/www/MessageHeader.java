package sun.net.www;

/**
 * Stands for the JDK's own class when advice is compiled, as that is in no exported package. Not in
 * the agent's jar. The same from Java 8 up to 25.
 */
public class MessageHeader {
  private MessageHeader() {}

  public native String findValue(String name);

  public native void add(String name, String value);

  public native void remove(String name);
}
