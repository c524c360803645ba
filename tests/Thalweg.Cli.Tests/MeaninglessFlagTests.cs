namespace Thalweg.Cli.Tests;

/// <summary>The flags that another one leaves without a meaning: each is refused, none is ignored.</summary>
public sealed class MeaninglessFlagTests(Workshop workshop) : IClassFixture<Workshop>
{
    private const string Loss =
        "--problem poisson --network resnet(width=4,blocks=1) --quadrature simpson:20 --formulation galerkin";

    private const string Given = "--weights good.safetensors";
    private const string Point = "--objective muller-brown --at 0,0";

    [Theory]
    // A start that is given is not drawn.
    [InlineData($"train {Loss} {Given} --steps 1", "--initializer pytorch")]
    [InlineData($"train {Loss} {Given} --steps 1", "--seed 2")]
    [InlineData($"train {Loss} {Given} --steps 1", "--starts 2")]
    [InlineData($"train {Point} --steps 1", "--initializer pytorch")]
    [InlineData($"train {Point} --steps 1", "--seed 2")]
    [InlineData("train --objective muller-brown --steps 1", "--initializer pytorch")]
    [InlineData($"line {Loss} {Given} --to good.safetensors", "--seed 2")]
    [InlineData($"line {Point} --to 1,1", "--seed 2")]
    [InlineData($"slice {Loss} {Given} --count 3 --out x.npz --to good.safetensors", "--seed 2")]
    [InlineData($"slice {Loss} {Given} --count 3 --out x.npz --directions three.npy", "--seed 2")]
    // Directions that are given, or lead somewhere, are not made.
    [InlineData($"slice {Loss} {Given} --count 3 --out x.npz --to good.safetensors", "--directions random")]
    [InlineData($"slice {Loss} {Given} --count 3 --out x.npz --to good.safetensors", "--normalize filter")]
    [InlineData($"slice {Loss} {Given} --count 3 --out x.npz --to good.safetensors", "--bias keep")]
    [InlineData($"slice {Loss} {Given} --count 3 --out x.npz --directions largest", "--normalize filter")]
    [InlineData($"slice {Loss} {Given} --count 3 --out x.npz --directions gradient", "--bias keep")]
    [InlineData($"slice {Loss} {Given} --count 3 --out x.npz --directions smallest", "--seed 2")]
    [InlineData($"roughness {Loss} {Given} --direction-file three.npy", "--directions 3")]
    [InlineData($"roughness {Point} --directions 3", "--bias keep")]
    [InlineData($"slice {Point} --count 3 --out x.npz", "--bias keep")]
    // A loss that comes from no equation has no parts of one.
    [InlineData($"loss {Point}", "--problem poisson")]
    [InlineData($"loss {Point}", "--dim 2")]
    [InlineData($"loss {Point}", "--network linear")]
    [InlineData($"loss {Point}", "--trial none")]
    [InlineData($"loss {Point}", "--formulation ritz")]
    [InlineData($"loss {Point}", "--quadrature simpson:20")]
    [InlineData($"loss {Point}", "--precision single")]
    [InlineData($"loss {Point}", "--compat published")]
    [InlineData($"loss {Point}", "--error-quadrature simpson:20")]
    [InlineData($"train {Point} --steps 1", "--sampler rad")]
    [InlineData($"train {Point} --steps 1", "--held-out simpson:20")]
    [InlineData($"train {Point} --steps 1", "--compat published")]
    [InlineData($"loss {Loss} {Given}", "--at 1,1")]
    [InlineData($"loss {Point}", "--weights good.safetensors")]
    // What the published code does differently concerns one loss and one grid.
    [InlineData($"loss {Loss} {Given}", "--compat published")]
    [InlineData($"train {Loss} --steps 1", "--compat published")]
    [InlineData($"slice {Loss} {Given} --count 3 --out x.npz", "--compat published")]
    [InlineData($"line {Loss} {Given} --to good.safetensors", "--compat published")]
    [InlineData($"roughness {Loss} {Given} --directions 2 --compat published", "--adaptive")]
    // Weights that are not read.
    [InlineData($"loss {Point}", "--order names")]
    [InlineData($"loss {Point}", "--mismatch warn")]
    [InlineData("train --objective muller-brown --steps 1", "--order names")]
    [InlineData($"line {Point} --to 1,1", "--mismatch warn")]
    [InlineData($"roughness {Point} --directions 3", "--order file")]
    [InlineData($"train {Loss} --steps 1", "--order names")]
    [InlineData($"train {Loss} --steps 1", "--mismatch warn")]
    // Training.
    [InlineData($"train {Loss} --steps 1 --optimizer lbfgs", "--schedule step(every=5)")]
    [InlineData($"train {Loss} --steps 1 --optimizer lm", "--schedule cosine(steps=5)")]
    [InlineData($"train {Loss} --steps 1", "--keep heldOut")]
    // A loss that would not be looked at.
    [InlineData($"loss {Loss} {Given}", "--formulation ritz")]
    public void Refused(string line, string flag)
    {
        Assert.NotEqual(ExitCode.Input, Run(line).Code);
        var refused = Run($"{line} {flag}");
        Assert.Equal((ExitCode.Input, ""), (refused.Code, refused.Output));
        Assert.StartsWith("error: --", refused.Error, StringComparison.Ordinal);
        var (own, named) = (flag.Split(' ')[0], refused.Error.Split(' ')[1].TrimEnd(':'));
        Assert.True(own == named || line.Contains(named, StringComparison.Ordinal), refused.Error);
        Assert.False(File.Exists(workshop.At("x.safetensors")));
    }

    [Theory]
    [InlineData("slice --objective muller-brown --seed 2 --count 3 --out x.npz --to at.safetensors")]
    [InlineData("train --objective muller-brown --seed 2 --steps 1")]
    [InlineData($"slice {Point} --count 3 --out x.npz --to at.safetensors --order names")]
    [InlineData($"line {Point} --to at.safetensors --mismatch warn")]
    [InlineData("line --objective muller-brown --to at.safetensors --order file")]
    [InlineData($"roughness {Loss} {Given} --direction-file three.npy --seed 2")]
    [InlineData($"train {Loss} --optimizer adam(steps=2);lbfgs(steps=2) --schedule step(every=5)")]
    [InlineData(
        "loss --problem poisson --network resnet(width=4,blocks=1) --quadrature simpson:20 --formulation ritz --compat published --weights good.safetensors"
    )]
    public void Kept_where_they_mean_something(string line)
    {
        // Where the line of a point ends.
        Run("train --objective muller-brown --steps 1 --save at.safetensors");
        var run = Run(line);
        Assert.True(run.Code != ExitCode.Input, run.Error);
    }

    private Transcript Run(string line) =>
        CommandLine.Run([
            .. line.Split(' ')
                .Select(word =>
                    word.EndsWith(".safetensors", StringComparison.Ordinal)
                    || word.EndsWith(".npy", StringComparison.Ordinal)
                    || word.EndsWith(".npz", StringComparison.Ordinal)
                        ? workshop.At(word)
                        : word
                ),
        ]);
}
