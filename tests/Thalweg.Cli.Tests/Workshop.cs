using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Thalweg.Formats.Arrays;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Initialization;
using Thalweg.Networks.WeightFiles;

namespace Thalweg.Cli.Tests;

/// <summary>A folder with good, damaged and hostile files.</summary>
public sealed class Workshop : IDisposable
{
    public const string Study = """
        name: tiny
        problem: poisson
        network: resnet(width=4, blocks=1)
        quadrature: simpson:20
        formulations: [ritz, galerkin]
        seeds: 1..2
        train:
          steps: 20
          record: 10
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-bad-");

    public Workshop()
    {
        var network = Network.Residual(1, 1, 4, 1, Activation.Swish);
        var initializer = new Initializer(WeightDistribution.XavierNormal, BiasStart.Zero);
        var parameters = initializer.Draw(network.Layout, 1);
        var metadata = new Dictionary<string, string>();
        WeightFile.WriteSafetensors(At("good.safetensors"), network.Layout, parameters, metadata);
        var broken = parameters.ToArray();
        broken[17] = double.NaN;
        WeightFile.WriteSafetensors(At("nan.safetensors"), network.Layout, broken, metadata);
        broken[17] = double.PositiveInfinity;
        WeightFile.WriteSafetensors(At("infinite.safetensors"), network.Layout, broken, metadata);
        broken.AsSpan().Fill(1e200);
        WeightFile.WriteSafetensors(At("huge.safetensors"), network.Layout, broken, metadata);
        var wide = Network.Residual(1, 1, 5, 1, Activation.Swish);
        WeightFile.WriteSafetensors(At("wide.safetensors"), wide.Layout, initializer.Draw(wide.Layout, 1), metadata);
        var good = File.ReadAllBytes(At("good.safetensors"));
        File.WriteAllBytes(At("cut.safetensors"), good[..^100]);
        File.WriteAllBytes(At("empty.safetensors"), []);
        var hostile = good.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(hostile, 1UL << 62);
        File.WriteAllBytes(At("hostile.safetensors"), hostile);
        File.WriteAllText(At("text.pkl"), "these are not weights\n");
        // c os\nsystem: a pickle that would run a command if it were trusted.
        File.WriteAllBytes(At("command.pkl"), [0x80, 2, .. "cposix\nsystem\nX\u0004\0\0\0ls ~\u0085R."u8]);
        using (var zip = ZipFile.Open(At("nothing.zip"), ZipArchiveMode.Create))
        {
            zip.CreateEntry("readme.txt");
        }
        NpyFile.Write(At("short.npy"), new NpyArray([3, 7], new double[21]));
        var rows = new double[2 * 53];
        rows[60] = double.NaN;
        NpyFile.Write(At("nan.npy"), new NpyArray([2, 53], rows));
        NpyFile.Write(
            At("three.npy"),
            new NpyArray([3, 53], [.. Enumerable.Range(0, 159).Select(i => Math.Sin(i * i))])
        );
        File.WriteAllText(At("text.npy"), "not an array");
        NpzFile.Write(At("points.npz"), [new("nodes", new NpyArray([2, 1], [0.2, 0.8]))]);
        File.WriteAllText(At("study.yaml"), Study);
        File.WriteAllText(At("file"), "");
        Directory.CreateDirectory(At("folder"));
    }

    public string At(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Writes a study with one text replaced.</summary>
    public string StudyWith(string from, string to)
    {
        Assert.Contains(from, Study, StringComparison.Ordinal);
        var path = At("changed.yaml");
        File.WriteAllText(path, Study.Replace(from, to, StringComparison.Ordinal), new UTF8Encoding(false));
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
