using System.Text.Json;
using Thalweg.Formats.Arrays;
using Thalweg.Formats.Weights;

namespace Thalweg.Cli.Tests;

/// <summary>Parameters in the files that people have, and in those of a study.</summary>
public sealed class SavedPlacesTests(SavedPlacesTests.Folder folder) : IClassFixture<SavedPlacesTests.Folder>
{
    private static readonly string[] Net =
    [
        "loss",
        "--problem",
        "poisson(dim=2)",
        "--network",
        "mlp(width=3, depth=1, activation=tanh)",
        "--formulation",
        "galerkin",
        "--quadrature",
        "gauss:4",
        "--json",
    ];

    /// <summary>A small study that has been run, and a file of a trajectory.</summary>
    public sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-places-");

        public Folder()
        {
            File.WriteAllText(At("study.yaml"), Workshop.Study);
            var ran = CommandLine.Run("run", At("study.yaml"), "--out", At("out"));
            Assert.True(ran.Code is 0 or 3, ran.Error);
            var trained = CommandLine.Run([
                "train",
                .. Poisson,
                "--network",
                "resnet(width=4, blocks=1)",
                "--steps",
                "20",
                "--checkpoints",
                "0,10,20",
                "--trajectory",
                At("path.npz"),
                "--save",
                At("end.safetensors"),
            ]);
            Assert.True(trained.Code == 0, trained.Error);
        }

        public static string[] Poisson { get; } =
        ["--problem", "poisson", "--formulation", "ritz", "--quadrature", "simpson:20"];

        public string At(string name) => Path.Combine(folder.FullName, name);

        public string ArraysOf(string variant, int seed)
        {
            using var study = JsonDocument.Parse(File.ReadAllBytes(At("out/study.json")));
            var chain = study
                .RootElement.GetProperty("chains")
                .EnumerateArray()
                .First(c =>
                    c.GetProperty("variant").GetString() == variant && c.GetProperty("seed").GetInt32() == seed
                );
            return At($"out/results/{chain.GetProperty("train").GetString()}.npz");
        }

        public void Dispose() => folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("zip-checkpoint-model-state-dict.pt", "took its part 'model_state_dict'")]
    [InlineData("legacy-checkpoint-objects.pt", "took its part 'nested/deeper/0/state_dict'")]
    [InlineData("zip-two-networks.pt#generator", "")]
    [InlineData("zip-checkpoint-net.pt#net", "")]
    [InlineData("buffers.safetensors", "left out 'steps' (I64), 'mask' (BOOL)")]
    public void A_network_in_a_checkpoint_is_found_or_named(string name, string note)
    {
        var told = CommandLine.Run([.. Net, "--weights", Fixture(name)]);
        Assert.True(told.Code == 0, told.Error);
        Assert.Contains(note, told.Error, StringComparison.Ordinal);
        Assert.Equal(note.Length == 0, told.Error.Length == 0);
        using var result = JsonDocument.Parse(told.Output);
        Assert.Equal(13, result.RootElement.GetProperty("parameters").GetInt32());
    }

    [Fact]
    public void Two_networks_are_named_and_neither_is_taken()
    {
        var told = CommandLine.Run([.. Net, "--weights", Fixture("zip-two-networks.pt")]);
        Assert.Equal(2, told.Code);
        Assert.Contains(
            "'generator' (4 tensors), 'gan/discriminator' (4 tensors): name one",
            told.Error,
            StringComparison.Ordinal
        );
        Assert.Empty(told.Output);
        var joined = CommandLine.Run([.. Net, "--weights", Fixture("two-networks.safetensors")]);
        Assert.Equal(2, joined.Code);
        Assert.Contains("name one of its parts, FILE#a or FILE#b", joined.Error, StringComparison.Ordinal);
        Assert.NotEqual(
            Loss([.. Net, "--weights", Fixture("two-networks.safetensors#a")]),
            Loss([.. Net, "--weights", Fixture("two-networks.safetensors#b")])
        );
        Assert.Equal(
            Loss([.. Net, "--weights", Fixture("zip-two-networks.pt#gan")]),
            Loss([.. Net, "--weights", Fixture("two-networks.safetensors#b")])
        );
    }

    [Fact]
    public void A_run_of_a_study_is_named_by_label_and_seed()
    {
        var arrays = NpzFile.Read(folder.ArraysOf("galerkin", 2))["parameters"];
        NpzFile.Write(folder.At("bare.npz"), [new("parameters", arrays)]);
        string[] rest = ["loss", "--formulation", "ritz", "--quadrature", "simpson:20", "--json"];
        string[] named = [.. rest, "--problem", "poisson", "--network", "resnet(width=4, blocks=1)"];
        var expected = Loss([.. named, "--weights", folder.At("bare.npz")]);
        // The study says what it is; so does the record beside the arrays.
        Assert.Equal(expected, Loss([.. rest, "--weights", folder.At("out") + "#galerkin/2"]));
        Assert.Equal(expected, Loss([.. rest, "--weights", folder.ArraysOf("galerkin", 2)]));
        Assert.NotEqual(expected, Loss([.. rest, "--weights", folder.At("out") + "#galerkin/1"]));
        Assert.Contains(
            "it was saved for trial 'hard(sign=1)', but --trial is 'hard(sign=-1)'",
            Bad([.. named, "--trial", "hard(sign=-1)", "--weights", folder.At("out") + "#galerkin/2"]),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "it was saved for network 'resnet(width=4, blocks=1, activation=swish)'",
            Bad([.. rest, "--network", "mlp(width=4, depth=3)", "--weights", folder.ArraysOf("galerkin", 2)]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void No_file_of_a_folder_whose_run_is_read_is_written()
    {
        string[] slice = ["slice", "--formulation", "ritz", "--quadrature", "simpson:20", "--count", "3"];
        foreach (var output in new[] { folder.ArraysOf("galerkin", 1), Path.Combine(folder.At("out"), "study.json") })
        {
            var before = File.ReadAllBytes(output);
            var told = Bad([.. slice, "--weights", folder.At("out") + "#galerkin/2", "--out", output]);
            Assert.Contains("--weights reads, and would be lost", told, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(output));
        }
    }

    [Theory]
    [InlineData("out", "holds the runs of a study: name one by its label ('ritz', 'galerkin') and its seed (1 to 2)")]
    [InlineData("out#galerkin", "has no run 'galerkin': name one by its label")]
    [InlineData("out#galerkin/3", "has no run 'galerkin/3'")]
    [InlineData("out#/1", "has no run '/1'")]
    [InlineData("out#", "has no run ''")]
    [InlineData("out/results", "is a folder and no result folder of a study")]
    public void A_run_that_is_not_there_is_refused_with_those_that_are(string name, string expected)
    {
        var error = Bad(["loss", "--formulation", "ritz", "--quadrature", "simpson:20", "--weights", folder.At(name)]);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("""{"format":2,"name":"x","facts":{},"variants":[],"seeds":[],"chains":[],"tasks":[]}""")]
    [InlineData("""{"format":2,"name":null,"facts":null,"variants":null,"seeds":null,"chains":null,"tasks":null}""")]
    [InlineData("""{"format":2,"name":"x","facts":{},"variants":[null],"seeds":[1],"chains":[null],"tasks":[]}""")]
    [InlineData(
        """{"format":2,"name":"x","facts":{},"variants":[],"seeds":[1],"chains":[{"train":null,"variant":"a","seed":1}],"tasks":[]}"""
    )]
    public void A_damaged_list_of_runs_is_refused(string text)
    {
        var whole = File.ReadAllBytes(folder.At("out/study.json"));
        try
        {
            File.WriteAllText(folder.At("out/study.json"), text);
            var error = Bad(["loss", .. Folder.Poisson[2..], "--weights", folder.At("out") + "#a/1"]);
            Assert.Contains("has no study.json of this version", error, StringComparison.Ordinal);
        }
        finally
        {
            File.WriteAllBytes(folder.At("out/study.json"), whole);
        }
    }

    [Fact]
    public void A_damaged_run_is_refused()
    {
        var path = folder.ArraysOf("ritz", 1);
        var whole = File.ReadAllBytes(path);
        string[] rest = ["loss", "--formulation", "ritz", "--quadrature", "simpson:20", "--weights"];
        try
        {
            var damaged = whole.ToArray();
            damaged[^200] ^= 1;
            File.WriteAllBytes(path, damaged);
            Assert.Contains("damaged: ", Bad([.. rest, folder.At("out") + "#ritz/1"]), StringComparison.Ordinal);
            Assert.Equal(2, CommandLine.Run([.. rest, path]).Code);
            File.Delete(path);
            Assert.Contains(
                "is missing beside its record",
                Bad([.. rest, folder.At("out") + "#ritz/1"]),
                StringComparison.Ordinal
            );
        }
        finally
        {
            File.WriteAllBytes(path, whole);
        }
    }

    [Fact]
    public void A_trajectory_gives_its_last_step_or_the_one_that_is_named()
    {
        string[] rest = ["loss", .. Folder.Poisson, "--network", "resnet(width=4, blocks=1)", "--json", "--weights"];
        Assert.Equal(Loss([.. rest, folder.At("end.safetensors")]), Loss([.. rest, folder.At("path.npz")]));
        Assert.NotEqual(Loss([.. rest, folder.At("path.npz#10")]), Loss([.. rest, folder.At("path.npz#20")]));
        Assert.Contains(
            "took step 20, the last of 3",
            CommandLine.Run([.. rest, folder.At("path.npz")]).Error,
            StringComparison.Ordinal
        );
        Assert.Contains("its steps are 0, 10, 20", Bad([.. rest, folder.At("path.npz#5")]), StringComparison.Ordinal);
        Assert.Contains(
            "it holds 53 parameters, but the network has 33",
            Bad([
                "loss",
                .. Folder.Poisson,
                "--network",
                "mlp(width=4, depth=2)",
                "--mismatch",
                "warn",
                "--weights",
                folder.At("path.npz"),
            ]),
            StringComparison.Ordinal
        );
        // It says what it is of, as a file of a network does.
        Assert.Contains(
            "it was saved for network 'resnet(width=4, blocks=1, activation=swish)'",
            Bad(["loss", .. Folder.Poisson, "--network", "mlp(width=4, depth=3)", "--weights", folder.At("path.npz")]),
            StringComparison.Ordinal
        );
        Assert.Equal(
            Loss([.. rest, folder.At("path.npz")]),
            Loss(["loss", .. Folder.Poisson[2..], "--json", "--weights", folder.At("path.npz")])
        );
    }

    [Fact]
    public void A_path_that_exists_wins_over_the_mark()
    {
        // It would also be a part of a file that is there.
        var file = folder.At("bare.safetensors#copy");
        File.Copy(folder.At("end.safetensors"), file, overwrite: true);
        File.WriteAllText(folder.At("bare.safetensors"), "no weights");
        string[] rest = ["loss", "--formulation", "ritz", "--quadrature", "simpson:20", "--json", "--weights"];
        Assert.Equal(Loss([.. rest, folder.At("end.safetensors")]), Loss([.. rest, file]));
        Assert.Contains("has no part 'more'", Bad([.. rest, file + "#more"]), StringComparison.Ordinal);
        Assert.Equal(4, CommandLine.Run([.. rest, folder.At("nothing#part")]).Code);
        // Both ends of a line, and the start of a training.
        Loss(["line", .. rest[1..], folder.At("out#ritz/1"), "--to", folder.At("out#ritz/2"), "--count", "3"], "count");
        Loss(["train", .. rest[1..], folder.At("out#ritz/1"), "--steps", "1"], "loss");
    }

    [Fact]
    public void Arrays_of_tensors_are_matched_as_tensors()
    {
        var tensors = TensorFile.Open(folder.At("end.safetensors")).ReadAll();
        NpzFile.Write(
            folder.At("net.npz"),
            tensors.Reverse().Select(t => KeyValuePair.Create(t.Name, new NpyArray([.. t.Shape], t.Values)))
        );
        string[] rest = ["loss", .. Folder.Poisson, "--network", "resnet(width=4, blocks=1)", "--json", "--weights"];
        Assert.Equal(Loss([.. rest, folder.At("end.safetensors")]), Loss([.. rest, folder.At("net.npz")]));
    }

    private static string Fixture(string name) =>
        CommandLine.InRepository($"tests/Thalweg.Formats.Tests/Weights/fixtures/{name}");

    private static double Loss(string[] arguments, string member = "loss")
    {
        var told = CommandLine.Run(arguments);
        Assert.True(told.Code == 0, told.Error);
        using var result = JsonDocument.Parse(told.Output);
        return result.RootElement.GetProperty(member).GetDouble();
    }

    private static string Bad(string[] arguments)
    {
        var told = CommandLine.Run(arguments);
        Assert.True(told.Code == 2, told.Error);
        Assert.Empty(told.Output);
        return told.Error;
    }
}
