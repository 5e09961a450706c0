package dev.arrway.upstream.transmission;

class Transmission40ContractIT extends TransmissionSandboxContractTest {
  @Override
  protected String version() {
    return "4.0.6";
  }
}
