package dev.estibador.netty.fuzz;

/** What {@code dev/fuzz} runs: Jazzer calls the two methods of its protocol; as a program it prints the targets' names. */
public final class Fuzz {
    private static FuzzTarget target = FuzzTarget.FRAMES;

    private Fuzz() {}

    public static void fuzzerInitialize(String[] args) {
        target = FuzzTarget.of(args[0]);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        target.run(input);
    }

    public static void main(String[] args) {
        for (FuzzTarget each : FuzzTarget.values()) {
            System.out.println(each.label());
        }
    }
}
