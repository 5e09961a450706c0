package dev.arrway.domain.m3u;

import java.util.Map;

/**
 * One playable entry of a playlist.
 *
 * @param line 1-based line of its {@code #EXTINF}, or of its address when it has none
 * @param name the name as written: after the comma, else {@code tvg-name}, else made from the
 *     address
 * @param attributes attributes by lower-cased key; options such as {@code http-user-agent} included
 * @param group {@code group-title}, else {@code #EXTGRP}, else ""
 * @param url the address without player options after {@code |}; may hold credentials ({@link
 *     UrlSecrets})
 */
public record M3uEntry(
    int line, String name, Map<String, String> attributes, String group, String url) {

  /** The key of the attribute for the seconds that stand behind {@code #EXTINF:}. */
  public static final String DURATION = "extinf-duration";

  /** Shows no address: it may hold credentials. */
  @Override
  public String toString() {
    return "M3uEntry[line=" + line + ", name=" + name + ", group=" + group + "]";
  }
}
