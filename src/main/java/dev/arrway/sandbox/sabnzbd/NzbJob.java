package dev.arrway.sandbox.sabnzbd;

import org.jspecify.annotations.Nullable;

/** One job of a simulated SABnzbd; guarded by the state that holds it. */
final class NzbJob {
  final String id;
  final long addedMs;
  String name;
  @Nullable String url;
  String category = "*";
  int priority;
  boolean paused;
  boolean encrypted;
  long size;
  double left;
  String status = "Downloading";
  String failMessage = "";
  String storage = "";
  long endedMs;

  NzbJob(String id, String name, long addedMs) {
    this.id = id;
    this.name = name;
    this.addedMs = addedMs;
  }

  boolean grabbing() {
    return status.equals("Grabbing");
  }

  boolean over() {
    return status.equals("Completed") || status.equals("Failed");
  }
}
