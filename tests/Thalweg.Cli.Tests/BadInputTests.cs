using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary>Everything that a person or a file can get wrong: exit code, place, offending word, suggestion; nothing on
/// standard output, no stack trace.</summary>
public sealed class BadInputTests(Workshop workshop) : IClassFixture<Workshop>
{
    private const string Problem = "--problem poisson --dim 1";
    private const string Network = "--network resnet(width=4,blocks=1)";
    private const string Quadrature = "--quadrature simpson:20";
    private const string Loss = $"{Problem} {Network} {Quadrature} --formulation galerkin";

    /// <summary>Changes of a sound study, the line they are reported on, and what is said.</summary>
    [Theory]
    [InlineData("problem: poisson", "problme: poisson", 2, "unknown key 'problme'", "did you mean 'problem'?")]
    [InlineData("problem: poisson", "problem: poisson(dim=0)", 2, "found '0'", "from 1 to 10")]
    [InlineData(
        "problem: poisson",
        "problem: torus",
        2,
        "unknown problem 'torus'",
        "problems: poisson, poisson-ball, heat, burgers, cubic"
    )]
    [InlineData("problem: poisson", "problem: poisson-ball", 4, "'simpson:20' is for boxes", "spherical:16x12x24")]
    [InlineData("width=4", "width=four", 3, "found 'four'", "a whole number from 1 to 4096")]
    [InlineData("blocks=1", "block=1", 3, "no option 'block'", "did you mean 'blocks'?")]
    [InlineData("blocks=1)", "blocks=1", 3, "found the end", "')' to close 'resnet('")]
    [InlineData("simpson:20", "simpsn:20", 4, "unknown quadrature 'simpsn'", "did you mean 'simpson'?")]
    [InlineData("simpson:20", "simpson:-3", 4, "found '-3'", "a whole number")]
    [InlineData(
        "simpson:20",
        "monte-carlo(pool=10)",
        4,
        "needs pool and batch together",
        "monte-carlo(pool=10000, batch=500)"
    )]
    [InlineData("[ritz, galerkin]", "[ritz, pinn]", 5, "unknown formulation 'pinn'", "did you mean 'galerkin'?")]
    [InlineData("[ritz, galerkin]", "[ritz, galerkin(penalty=-1)]", 5, "found '-1'", "at least 0")]
    [InlineData("seeds: 1..2", "precision: [single]", 6, "found a list", "a precision")]
    [InlineData("1..2", "two", 6, "found 'two'", "1..5")]
    [InlineData("1..2", "[1, 1]", 6, "1 is given twice", "different seeds")]
    [InlineData("steps: 20", "steps: 0", 8, "found '0'", "from 1 to")]
    [InlineData("steps: 20", "steps: twenty", 8, "found 'twenty'", "a whole number")]
    [InlineData("record: 10", "recrod: 10", 9, "unknown key 'recrod'", "did you mean 'record'?")]
    [InlineData("record: 10", "checkpoints: [0, 50]", 9, "found '50'", "from 0 to 20")]
    [InlineData("record: 10", "optimizer: adam(rate=-1)", 9, "found '-1'", "above 0")]
    [InlineData("record: 10", "optimizer: adam(rate=nan)", 9, "found 'nan'", "above 0")]
    [InlineData("record: 10", "optimizer: lbgfs", 9, "did you mean 'lbfgs'?", "adam, adamw, rmsprop")]
    [InlineData("record: 10", "schedule: step(evry=5)", 9, "no option 'evry'", "did you mean 'every'?")]
    [InlineData("record: 10", "stop: early(metric=relativeL3)", 9, "found 'relativeL3'", "did you mean 'relativeL2'?")]
    [InlineData("name: tiny", "name: [tiny", 1, "what cannot be read", "expected YAML")]
    [InlineData("seeds: 1..2", "analyses: [roughness(radius=0)]", 6, "found '0'", "above 0")]
    [InlineData("seeds: 1..2", "analyses: [roughness(at=minimizer)]", 6, "found 'minimizer'", "did you mean 'final'?")]
    [InlineData("seeds: 1..2", "analyses: [slice(range=1:-1)]", 6, "found '1:-1'", "from < to")]
    [InlineData("seeds: 1..2", "analyses: [surface(count=10)]", 6, "found '10'", "2 whole numbers")]
    public void In_a_study(string from, string to, int line, string found, string expected)
    {
        var path = workshop.StudyWith(from, to);
        Refused(2, [$"error: {path}:{line}:", found, expected], "check", path);
    }

    [Theory]
    [InlineData("rows.npz", "holds an array", "expected nodes, weights")]
    [InlineData("good.safetensors", "cannot be read as arrays", "no zip")]
    [InlineData("nowhere.npz", "there is no such file", "nowhere.npz")]
    public void In_the_points_of_a_study(string name, string found, string expected)
    {
        NpzFile.Write(workshop.At("rows.npz"), [new("points", new NpyArray([2, 1], [0.25, 0.75]))]);
        var path = workshop.StudyWith("simpson:20", $"points(file={name})");
        foreach (var verb in new[] { "check", "run" })
        {
            Refused(2, [$"error: {path}:4:", found, expected], verb, path);
        }
    }

    /// <summary>Command lines; {name} stands for a file of the workshop.</summary>
    [Theory]
    // Flags.
    [InlineData(
        $"loss {Network} {Quadrature} --formulation ritz --weights {{good.safetensors}}",
        "--problem: missing",
        "a problem"
    )]
    [InlineData($"loss {Loss}", "--weights: missing", "a path of a weight file")]
    [InlineData(
        $"loss {Loss} --weigths {{good.safetensors}}",
        "unknown option '--weigths'",
        "did you mean '--weights'?"
    )]
    [InlineData(
        $"loss {Loss} --weights {{good.safetensors}} --threads 0",
        "--threads: expected a whole number from 1 to 1024",
        "found '0'"
    )]
    [InlineData($"loss {Loss} --weights {{good.safetensors}} --dim 2", "--dim: given 2 times", "takes it once")]
    [InlineData(
        "loss --objective rosenbrock --at 1",
        "--at: rosenbrock is a function of 2 variables or more",
        "received 1"
    )]
    [InlineData("slice --objective muller-brown --at 1,2,3", "--at: muller-brown is a function of 2", "received 3")]
    [InlineData("line --objective rosenbrock(dim=3) --at 1,2 --to 1,2", "--at: 'rosenbrock' has n=3", "2 coordinates")]
    [InlineData(
        $"loss --problem poisson(dim=2) --dim 3 {Network} {Quadrature} --formulation ritz --weights {{good.safetensors}}",
        "--dim: expected 2",
        "found 3"
    )]
    [InlineData(
        $"loss --problem burgers --dim 1 {Network} {Quadrature} --formulation galerkin --weights {{good.safetensors}}",
        "--dim: expected 2, the dimension of burgers with its time",
        "found 1"
    )]
    [InlineData(
        $"loss --problem cubic --dim 2 {Network} {Quadrature} --formulation ritz --weights {{good.safetensors}}",
        "--dim: expected 1",
        "found 2"
    )]
    [InlineData(
        $"loss {Problem} --network resnt(width=4) {Quadrature} --formulation ritz --weights {{good.safetensors}}",
        "--network: unknown network 'resnt'",
        "did you mean 'resnet'?"
    )]
    [InlineData(
        $"loss {Problem} --network resnet(width=4,blocks=1,activation=relu) {Quadrature} --formulation galerkin --weights {{good.safetensors}}",
        "--network: 'galerkin' needs derivatives of u to order 2",
        "such as relu2"
    )]
    [InlineData(
        $"loss {Problem} {Network} --quadrature spherical:4x4x4 --formulation ritz --weights {{good.safetensors}}",
        "--quadrature: quadrature 'spherical:4x4x4' is for the unit ball",
        "simpson:200"
    )]
    [InlineData(
        $"loss {Problem} {Network} {Quadrature} --trial none --formulation ritz --weights {{good.safetensors}}",
        "--formulation: 'ritz' with trial 'none'",
        "ritz(penalty=100)"
    )]
    [InlineData(
        $"loss {Loss} --weights {{good.safetensors}} --compat publsihed",
        "--compat: expected 'published', found 'publsihed'",
        "did you mean 'published'?"
    )]
    [InlineData(
        $"loss {Loss} --weights {{good.safetensors}} --at 1,2",
        "--at: a point belongs to --objective",
        "--weights"
    )]
    [InlineData(
        $"loss {Loss} --weights {{good.safetensors}} --error-quadrature spherical:4x4x4",
        "--error-quadrature: quadrature 'spherical:4x4x4' is for",
        "unit ball"
    )]
    [InlineData(
        "loss --objective muler-brown --at 0,0",
        "unknown objective 'muler-brown'",
        "did you mean 'muller-brown'?"
    )]
    [InlineData("loss --objective muller-brown --at 0,0,0", "received 3", "give 2 coordinates")]
    [InlineData("loss --objective muller-brown --at 0;0", "found '0;0'", "finite numbers joined by ','")]
    [InlineData(
        "loss --objective muller-brown --at 0,0 --dim 2",
        "--dim: has no meaning with --objective",
        "leave it out"
    )]
    [InlineData(
        $"roughness {Loss} --weights {{good.safetensors}} --directions 1",
        "--directions: expected a whole number from 2",
        "found '1'"
    )]
    [InlineData(
        $"roughness {Loss} --weights {{good.safetensors}} --radius -1",
        "--radius: expected a number above 0",
        "found '-1'"
    )]
    [InlineData(
        $"roughness {Loss} --weights {{good.safetensors}} --normalize filters",
        "found 'filters'",
        "did you mean 'filter'?"
    )]
    [InlineData(
        $"roughness {Loss} --weights {{good.safetensors}} --bias zeroes",
        "found 'zeroes'",
        "did you mean 'zero'?"
    )]
    [InlineData(
        $"roughness {Loss} --weights {{good.safetensors}} --direction-file {{three.npy}} --directions 3",
        "--directions: the file says",
        "leave it out"
    )]
    [InlineData(
        $"slice {Loss} --weights {{good.safetensors}} --count 1 --out {{x.npz}}",
        "--count: expected whole numbers from 2 to 100001",
        "found '1'"
    )]
    [InlineData(
        $"slice {Loss} --weights {{good.safetensors}} --count 3x3x3 --out {{x.npz}}",
        "--count: expected N or NxM, found 3x3x3",
        "one or two axes"
    )]
    [InlineData(
        $"slice {Loss} --weights {{good.safetensors}} --count 3x3 --range=-1:1 --out {{x.npz}}",
        "--range: expected 2 ranges",
        "found 1"
    )]
    [InlineData(
        $"slice {Loss} --weights {{good.safetensors}} --count 3 --range=1:1 --out {{x.npz}}",
        "found '1:1'",
        "from < to"
    )]
    [InlineData($"slice {Loss} --weights {{good.safetensors}} --count 3", "--out: missing", "a path of an .npz file")]
    [InlineData(
        $"slice {Loss} --weights {{good.safetensors}} --count 3x3 --to {{good.safetensors}} --out {{x.npz}}",
        "--to: expected 2",
        "found 1"
    )]
    [InlineData($"train {Loss} --save {{x.safetensors}}", "--steps: missing", "a whole number from")]
    [InlineData(
        "train --problem poisson --network resnet(width=4,blocks=1) --quadrature simpson:20 --formulation ritz --steps 5 --optimizer lm",
        "--optimizer: Levenberg-Marquardt needs a loss that is a sum of squares, and 'ritz' is none",
        "take a squared residual such as galerkin"
    )]
    [InlineData(
        $"train {Loss} --steps 5 --checkpoints 0,9 --save {{x.safetensors}}",
        "--checkpoints: expected steps from 0 to 5",
        "found 9"
    )]
    [InlineData(
        $"train {Loss} --steps 5 --optimizer adm --save {{x.safetensors}}",
        "unknown optimizer 'adm'",
        "did you mean 'adam'?"
    )]
    [InlineData(
        $"train {Loss} --steps 5 --state {{text.pkl}} --save {{x.safetensors}}",
        "--state: ",
        "is not a state of a run with these flags"
    )]
    // Weight files.
    [InlineData($"loss {Loss} --weights {{cut.safetensors}}", "cut.safetensors", "bytes")]
    [InlineData($"loss {Loss} --weights {{empty.safetensors}}", "empty.safetensors", "empty")]
    [InlineData($"loss {Loss} --weights {{hostile.safetensors}}", "hostile.safetensors", "4611686018427387904")]
    [InlineData($"loss {Loss} --weights {{text.pkl}}", "text.pkl", "torch.save")]
    [InlineData($"loss {Loss} --weights {{command.pkl}}", "command.pkl", "posix")]
    [InlineData($"loss {Loss} --weights {{nothing.zip}}", "nothing.zip", "data.pkl")]
    [InlineData($"loss {Loss} --weights {{wide.safetensors}}", "layer_in.weight", "[4, 1]")]
    [InlineData($"loss {Loss} --weights {{nan.safetensors}}", "layer_1.weight", "NaN")]
    [InlineData($"loss {Loss} --weights {{infinite.safetensors}}", "layer_1.weight", "Infinity")]
    // Array files.
    [InlineData(
        $"roughness {Loss} --weights {{good.safetensors}} --direction-file {{short.npy}}",
        "expected directions of shape [M, 53]",
        "found [3, 7]"
    )]
    [InlineData(
        $"roughness {Loss} --weights {{good.safetensors}} --direction-file {{nan.npy}}",
        "expected finite numbers",
        "found NaN at [1, 7]"
    )]
    [InlineData(
        $"roughness {Loss} --weights {{good.safetensors}} --direction-file {{text.npy}}",
        "text.npy",
        "not an array file"
    )]
    [InlineData(
        $"slice {Loss} --weights {{good.safetensors}} --count 3x3 --directions {{three.npy}} --out {{x.npz}}",
        "expected 2 directions for a plane",
        "found 3"
    )]
    [InlineData(
        $"loss {Problem} {Network} --quadrature points:{{points.npz}} --formulation ritz --weights {{good.safetensors}}",
        "points.npz",
        "weights"
    )]
    // Studies as files.
    [InlineData("check {good.safetensors}", "good.safetensors:1:", "expected")]
    [InlineData("check {empty.safetensors}", "empty.safetensors:1:1", "an empty file")]
    [InlineData($"loss {Loss} --weights {{folder}}", "--weights: ", "is a folder and no result folder of a study")]
    public void On_the_command_line(string line, string found, string expected) =>
        Refused(2, ["error: ", found, expected], Arguments(line));

    [Theory]
    [InlineData($"loss {Loss} --weights {{absent.pkl}}", "absent.pkl")]
    [InlineData($"roughness {Loss} --weights {{good.safetensors}} --direction-file {{absent.npy}}", "absent.npy")]
    [InlineData($"slice {Loss} --weights {{good.safetensors}} --count 3 --out {{absent/x.npz}}", "absent")]
    [InlineData($"slice {Loss} --weights {{good.safetensors}} --count 3 --out {{folder}}", "is a folder; name a file")]
    [InlineData($"slice {Loss} --weights {{good.safetensors}} --count 3 --out {{file/x.npz}}", "file")]
    [InlineData($"slice {Loss} --weights {{good.safetensors}} --count 3 --out /dev/full", "is a device; name a file")]
    [InlineData($"train {Loss} --steps 5 --save {{absent/x.safetensors}}", "absent")]
    [InlineData("init {absent/study.yaml}", "absent")]
    [InlineData("check {absent.yaml}", "absent.yaml")]
    [InlineData("check {folder}", "folder")]
    public void Where_files_cannot_be_read_or_written(string line, string found)
    {
        var before = Directory.GetFileSystemEntries(workshop.At("."));
        Refused(4, ["error: ", found], Arguments(line));
        Assert.Equal(before, Directory.GetFileSystemEntries(workshop.At(".")));
    }

    [Fact]
    public void Losses_that_are_not_finite_are_results_with_a_code_of_their_own()
    {
        var transcript = CommandLine.Run(Arguments($"loss {Loss} --weights {{huge.safetensors}} --json"));
        Assert.Equal(3, transcript.Code);
        Assert.Contains("warning: the result is not finite", transcript.Error, StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(transcript.Output);
        Assert.Equal(System.Text.Json.JsonValueKind.String, json.RootElement.GetProperty("loss").ValueKind);
    }

    private string[] Arguments(string line) =>
        [
            .. line.Split(' ')
                .Select(word =>
                    word.IndexOf('{', StringComparison.Ordinal) is var open and >= 0
                        ? word[..open] + workshop.At(word[(open + 1)..].TrimEnd('}'))
                        : word
                ),
        ];

    private static void Refused(int code, string[] said, params string[] arguments)
    {
        var transcript = CommandLine.Run(arguments);
        Assert.All(said, text => Assert.Contains(text, transcript.Error, StringComparison.Ordinal));
        Assert.Equal(code, transcript.Code);
        Assert.Empty(transcript.Output);
        Assert.DoesNotContain("   at ", transcript.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', transcript.Error);
    }
}
