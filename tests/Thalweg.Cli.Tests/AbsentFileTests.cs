namespace Thalweg.Cli.Tests;

/// <summary>A file or folder that is not there is told with the flag that names it, in no words but those that were written.</summary>
public sealed class AbsentFileTests(Workshop workshop) : IClassFixture<Workshop>
{
    private const string Loss =
        "--problem poisson --network resnet(width=4,blocks=1) --quadrature simpson:20 --formulation galerkin";

    private const string Loss2 = "--problem poisson --network resnet(width=4,blocks=1)";

    private const string Given = "--weights WORK/good.safetensors";

    [Theory]
    [InlineData($"loss {Loss} --weights WORK/goood.safetensors", "--weights", "did you mean 'good.safetensors'?")]
    [InlineData(
        $"loss {Loss} --weights WORK/absent.pt#model",
        "--weights",
        "absent.pt'; expected a path of a weight file"
    )]
    [InlineData($"train {Loss} --steps 1 --weights WORK/absent", "--weights", "expected a path of a weight file")]
    [InlineData(
        $"slice {Loss} {Given} --directions WORK/absent --count 3 --out WORK/x.npz",
        "--directions",
        "expected random, largest, smallest, extremes, gradient or a path of an .npy file"
    )]
    [InlineData(
        $"slice {Loss} {Given} --to WORK/absent --count 3 --out WORK/x.npz",
        "--to",
        "expected a path of a weight file"
    )]
    [InlineData($"line {Loss} {Given} --to WORK/absent", "--to", "expected a path of a weight file")]
    [InlineData("line --objective muller-brown --at 0,0 --to WORK/absent", "--to", "with --objective a point")]
    [InlineData(
        $"roughness {Loss} {Given} --direction-file WORK/thre.npy",
        "--direction-file",
        "did you mean 'three.npy'?"
    )]
    [InlineData(
        $"evaluate {Loss2} {Given} --points WORK/absent --out WORK/x.csv",
        "--points",
        "an .npz, .npy or .csv file"
    )]
    [InlineData("check WORK/absent.yaml", "<study>", "expected a study file (YAML)")]
    [InlineData("run WORK/studi.yaml", "<study>", "did you mean 'study.yaml'?")]
    [InlineData("check WORK/nowhere/absent.yaml", "<study>", "and no folder '")]
    public void To_be_read(string line, string flag, string said)
    {
        var told = Run(line);
        Assert.Equal((ExitCode.InputOutput, ""), (told.Code, told.Output));
        Assert.StartsWith($"error: {flag}: there is no file '{Work}/", told.Error, StringComparison.Ordinal);
        Assert.Contains(said, told.Error, StringComparison.Ordinal);
        Assert.Single(told.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("slice --objective muller-brown --at 0,0 --count 3 --out WORK/nowhere/x.npz", "--out: ")]
    [InlineData("slice --objective muller-brown --at 0,0 --count 3 --figure WORK/nowhere/x.svg", "--figure: ")]
    [InlineData("line --objective muller-brown --at 0,0 --to 1,1 --out WORK/nowhere/x.npz", "--out: ")]
    [InlineData("line --objective muller-brown --at 0,0 --to 1,1 --figure WORK/nowhere/x.svg", "--figure: ")]
    [InlineData($"train {Loss} --steps 1 --save WORK/nowhere/x.safetensors", "--save: ")]
    [InlineData($"train {Loss} --steps 1 --save WORK/x.safetensors --trajectory WORK/nowhere/x.npz", "--trajectory: ")]
    [InlineData($"train {Loss} --steps 1 --save WORK/x.safetensors --state WORK/nowhere/x", "--state: ")]
    [InlineData($"evaluate {Loss2} {Given} --points WORK/inside.npz --out WORK/nowhere/x.csv", "--out: ")]
    [InlineData("init WORK/nowhere/x.yaml", "")]
    public void To_be_written_into(string line, string flag)
    {
        Formats.Arrays.NpzFile.Write(workshop.At("inside.npz"), [new("points", new([2, 1], [0.2, 0.8]))]);
        var told = Run(line);
        Assert.Equal((ExitCode.InputOutput, ""), (told.Code, told.Output));
        Assert.StartsWith($"error: {flag}'{Work}/nowhere/x", told.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            $"cannot be written: there is no folder '{Work}/nowhere'; make it, or name another\n",
            told.Error,
            StringComparison.Ordinal
        );
        // A temporary name is nobody's business.
        Assert.DoesNotContain(".part", told.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "slice --objective muller-brown --at 0,0 --count 3 --out WORK/file/x.npz",
        ExitCode.InputOutput,
        "is a file"
    )]
    [InlineData("run WORK/study.yaml --out WORK/file/out", ExitCode.Input, "is a file; name another folder")]
    [InlineData("run WORK/study.yaml --out WORK/file", ExitCode.Input, "is a file; name a folder")]
    public void Through_a_file(string line, int code, string said)
    {
        var told = Run(line);
        Assert.Equal((code, ""), (told.Code, told.Output));
        Assert.Contains(said, told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_for_temporary_files()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        var words = Loss.Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
        foreach (
            var (line, stream) in new[]
            {
                ($"loss {words} --weights - < good.safetensors", "standard input"),
                ("slice --objective muller-brown --at 0,0 --count 3 --out -", "standard output"),
            }
        )
        {
            var told = ProgramRun.Shell(workshop.At("."), line, "export TMPDIR=/no/such/folder; ");
            Assert.Equal((ExitCode.InputOutput, ""), (told.Code, told.Output));
            Assert.Contains($"{stream} needs a temporary file", told.Error, StringComparison.Ordinal);
            Assert.Contains("set TMPDIR", told.Error, StringComparison.Ordinal);
        }
    }

    private string Work => Path.GetDirectoryName(workshop.At("file"))!;

    private Transcript Run(string line) =>
        CommandLine.Run([.. line.Replace("WORK", Work, StringComparison.Ordinal).Split(' ')]);
}
