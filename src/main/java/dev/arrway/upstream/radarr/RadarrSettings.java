package dev.arrway.upstream.radarr;

import dev.arrway.upstream.SettingField;
import dev.arrway.upstream.Settings;
import dev.arrway.upstream.shared.arr.ArrSettings;
import java.util.List;

/**
 * What a Radarr instance can be told.
 *
 * @param arr as every arr
 */
record RadarrSettings(ArrSettings arr) {
  static final List<SettingField> FIELDS = ArrSettings.FIELDS;

  static RadarrSettings of(Settings settings) {
    return new RadarrSettings(ArrSettings.of(settings));
  }
}
