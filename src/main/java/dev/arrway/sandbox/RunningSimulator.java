package dev.arrway.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** A started simulated server, and the simulator that it is one of. */
public record RunningSimulator(Simulator simulator, SandboxServer server) {
  /**
   * Returns the body of {@code POST /instances} that adds the server, in the API's names.
   *
   * @param name the name of the instance
   */
  public Map<String, Object> instance(String name) {
    var body = new LinkedHashMap<String, Object>(simulator.login(server).credentials());
    body.put("name", name);
    body.put("instance_type", simulator.type());
    body.put("url", server.url());
    body.put("settings", simulator.instanceSettings());
    return body;
  }

  /** Returns a line for the console: the vendor's name, the URL, and how to log in. */
  public String describe() {
    return "%-8s  %s  %s"
        .formatted(simulator.displayName(), server.url(), simulator.login(server).describe());
  }
}
