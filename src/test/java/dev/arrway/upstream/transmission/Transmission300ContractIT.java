package dev.arrway.upstream.transmission;

class Transmission300ContractIT extends TransmissionSandboxContractTest {
  @Override
  protected String version() {
    return "3.00";
  }
}
