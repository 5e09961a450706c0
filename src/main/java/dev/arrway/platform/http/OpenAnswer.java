package dev.arrway.platform.http;

import java.util.List;
import java.util.Map;

/** An answer whose head has arrived and whose body waits to be read or dropped. */
record OpenAnswer(int status, Map<String, List<String>> headers, GuardedBody body) {

  String header(String name) {
    return headers.getOrDefault(name, List.of("")).get(0);
  }
}
