package dev.arrway.upstream.transmission;

class Transmission41ContractIT extends TransmissionSandboxContractTest {
  @Override
  protected String version() {
    return "4.1.0";
  }
}
