package dev.arrway.feature.accounts;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** The key that signs access tokens now. RS256 since it is checked far more often than made. */
record SigningKey(String kid, RSAPrivateCrtKey secretHalf, RSAPublicKey publicHalf) {
  static final String ALGORITHM = "RS256";
  private static final String FAMILY = "RSA";
  private static final int BITS = 2048;

  /** A new one; takes some 100 ms. */
  static SigningKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(FAMILY);
      generator.initialize(BITS);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(
          RandomText.of(16), (RSAPrivateCrtKey) pair.getPrivate(), (RSAPublicKey) pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  static RSAPrivateCrtKey secretHalf(byte[] pkcs8) {
    try {
      return (RSAPrivateCrtKey)
          KeyFactory.getInstance(FAMILY).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored signing key cannot be read", e);
    }
  }

  static RSAPublicKey publicHalf(byte[] spki) {
    try {
      return (RSAPublicKey)
          KeyFactory.getInstance(FAMILY).generatePublic(new X509EncodedKeySpec(spki));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored public key cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + kid + "]";
  }
}
