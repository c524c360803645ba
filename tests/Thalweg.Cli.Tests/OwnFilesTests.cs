using System.Diagnostics;

namespace Thalweg.Cli.Tests;

/// <summary>No output is an input and no two outputs are one file, whatever they are called; nothing is computed before that is known.</summary>
public sealed class OwnFilesTests(Workshop workshop) : IClassFixture<Workshop>
{
    private const string Network = "--network resnet(width=4,blocks=1)";
    private const string Loss = $"--problem poisson {Network} --quadrature simpson:20 --formulation galerkin";
    private const string Points =
        $"--problem poisson {Network} --quadrature points:WORK/points.npz --formulation galerkin";
    private const string Weights = "--weights WORK/good.safetensors";

    /// <summary>Command lines; WORK is the folder of the workshop, in which soft, hard and <c>alias/</c> are other names of
    /// good.safetensors and of the folder itself.</summary>
    [Theory]
    [InlineData($"train {Loss} {Weights} --steps 2 --save WORK/good.safetensors", "--save", "--weights reads")]
    [InlineData($"train {Loss} {Weights} --steps 2 --save WORK/soft", "--save", "--weights reads")]
    [InlineData($"train {Loss} {Weights} --steps 2 --save WORK/hard", "--save", "--weights reads")]
    [InlineData($"train {Loss} {Weights} --steps 2 --save WORK/alias/good.safetensors", "--save", "--weights reads")]
    [InlineData(
        $"train {Loss} {Weights} --steps 2 --save WORK/folder/../good.safetensors",
        "--save",
        "--weights reads"
    )]
    [InlineData(
        $"train {Loss} --weights WORK/soft --steps 2 --trajectory WORK/hard",
        "--trajectory",
        "--weights reads"
    )]
    [InlineData($"train {Loss} {Weights} --steps 2 --state WORK/soft", "--state", "--weights reads")]
    [InlineData($"train {Loss} --steps 2 --save WORK/x --trajectory WORK/x", "--save", "--trajectory writes")]
    [InlineData($"train {Loss} --steps 2 --save WORK/x --trajectory WORK/alias/x", "--save", "--trajectory writes")]
    [InlineData($"train {Loss} --steps 2 --save WORK/x --state WORK/x", "--save", "--state writes")]
    [InlineData(
        $"train {Loss} --steps 2 --save WORK/s.3 --state WORK/s --starts 3 --seed 2",
        "--save",
        "--state writes"
    )]
    [InlineData($"train {Points} --steps 2 --save WORK/points.npz", "--save", "--quadrature reads")]
    [InlineData(
        $"train {Loss} --steps 2 --held-out points:WORK/points.npz --trajectory WORK/points.npz",
        "--trajectory",
        "--held-out reads"
    )]
    [InlineData($"slice {Loss} {Weights} --out WORK/good.safetensors", "--out", "--weights reads")]
    [InlineData(
        $"slice {Loss} {Weights} --directions WORK/three.npy --out WORK/three.npy",
        "--out",
        "--directions reads"
    )]
    [InlineData($"slice {Loss} {Weights} --to WORK/hard --out WORK/soft", "--out", "--weights reads")]
    [InlineData($"slice {Loss} {Weights} --to WORK/nan.safetensors --out WORK/nan.safetensors", "--out", "--to reads")]
    [InlineData($"slice {Points} {Weights} --out WORK/points.npz", "--out", "--quadrature reads")]
    [InlineData($"line {Loss} {Weights} --to WORK/nan.safetensors --out WORK/nan.safetensors", "--out", "--to reads")]
    [InlineData($"line {Loss} {Weights}#part --to WORK/nan.safetensors --out WORK/soft", "--out", "--weights reads")]
    [InlineData("slice --objective process:cat,WORK/file --at 0,0 --out WORK/file", "--out", "--objective reads")]
    [InlineData("init WORK/study.schema.json", "the study", "the schema beside it writes")]
    [InlineData("run WORK/run.json --out WORK/r --force", "--out", "the study reads")]
    public void Are_told_apart(string line, string output, string other)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes hard links with a program of Unix");
        if (!File.Exists(workshop.At("hard")))
        {
            File.CreateSymbolicLink(workshop.At("soft"), "good.safetensors");
            Directory.CreateSymbolicLink(workshop.At("alias"), ".");
            using var link = Process.Start("ln", [workshop.At("good.safetensors"), workshop.At("hard")]);
            link.WaitForExit();
            // A study may be JSON, too; this one has a name that a run writes.
            Directory.CreateDirectory(workshop.At("r"));
            File.WriteAllText(workshop.At("r/run.json"), Workshop.Study);
            File.CreateSymbolicLink(workshop.At("run.json"), "r/run.json");
        }
        var before = Contents();
        var transcript = CommandLine.Run([
            .. line.Replace("WORK", workshop.At("."), StringComparison.Ordinal)
                .Split(' ')
                .Select(w => w.Replace(',', w.StartsWith("process", StringComparison.Ordinal) ? ' ' : ',')),
        ]);
        Assert.Equal((2, ""), (transcript.Code, transcript.Output));
        Assert.StartsWith($"error: {output}: '", transcript.Error, StringComparison.Ordinal);
        Assert.Contains($"is what {other}", transcript.Error, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    [Theory]
    [InlineData("init")]
    [InlineData("check")]
    [InlineData("run")]
    [InlineData("report")]
    public void An_empty_name_is_none(string verb)
    {
        var transcript = CommandLine.Run(verb, "");
        Assert.Equal((2, ""), (transcript.Code, transcript.Output));
        Assert.Contains("found ''", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_read_twice_or_written_beside_its_input_is_no_conflict()
    {
        var line = $"slice {Loss} {Weights} --to WORK/good.safetensors --count 3 --out WORK/beside.npz";
        var transcript = CommandLine.Run(line.Replace("WORK", workshop.At("."), StringComparison.Ordinal).Split(' '));
        Assert.DoesNotContain("is what", transcript.Error, StringComparison.Ordinal);
        transcript = CommandLine.Run(
            $"train {Loss} {Weights} --steps 2 --save WORK/a --trajectory WORK/b --state WORK/c"
                .Replace("WORK", workshop.At("."), StringComparison.Ordinal)
                .Split(' ')
        );
        Assert.Equal(0, transcript.Code);
    }

    /// <summary>Every flag that names a path says what is done with it, or nothing would keep it apart from the others.</summary>
    [Fact]
    public void Every_flag_of_a_path_says_what_is_done_with_it()
    {
        var flags = typeof(Application)
            .Assembly.GetTypes()
            .Where(type =>
                type.Namespace?.StartsWith("Thalweg.Cli", StringComparison.Ordinal) == true
                && !type.IsAbstract
                && !type.ContainsGenericParameters
            )
            .Where(type => type.GetConstructor([]) is not null)
            .SelectMany(type => FlagsOf(Activator.CreateInstance(type)!))
            .ToList();
        Assert.True(flags.Count > 30);
        Assert.All(
            flags.Where(flag =>
                flag.Option is Studies.Syntax.TextOption text
                && text.Expected.Contains("a path", StringComparison.Ordinal)
            ),
            flag => Assert.True(flag.Use != FileUse.None, flag.Name)
        );
    }

    private static IEnumerable<Flag> FlagsOf(object owner) =>
        owner
            .GetType()
            .GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)
            .Where(field => field.FieldType == typeof(Flag))
            .Select(field => (Flag)field.GetValue(owner)!);

    private SortedDictionary<string, string> Contents() =>
        new(
            Directory
                .GetFiles(workshop.At("."))
                .ToDictionary(path => path, path => Convert.ToHexString(File.ReadAllBytes(path))),
            StringComparer.Ordinal
        );
}
