package dev.arrway.sandbox.media;

import dev.arrway.sandbox.Simulator;
import java.util.Map;

/** A simulator of a media server, whose libraries hold what the simulated arrs put in place. */
public interface MediaSimulator extends Simulator {
  /** The movies of a server by default; it has a fifth as many series. */
  int MOVIES = 300;

  /** Returns where the folders of the simulated arrs are on the media server. */
  @Override
  default Map<String, Object> instanceSettings() {
    return Map.of("path_mappings", Map.of("/movies", "/data/movies", "/tv", "/data/tv"));
  }
}
