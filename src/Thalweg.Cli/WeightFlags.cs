using System.Globalization;
using Thalweg.Networks.WeightFiles;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;
using Thalweg.Studies.Weights;

namespace Thalweg.Cli;

/// <summary>The flags that name trained parameters and say how they are read.</summary>
internal sealed class WeightFlags
{
    /// <summary>In place of a problem, network or trial function: the one that the parameters were saved for.</summary>
    public const string FromFile = "from-file";

    private readonly Flag order = new(
        new WordOption(
            "order",
            null,
            "which of several layers of equal shapes of a weight file is which, where the file does not say: sorted by name with "
                + "numbers by size, or as they stand in the file",
            ["names", "file"]
        )
    );
    private readonly Flag row = new(
        new IntegerOption("row", null, "which row, from 0, of an .npy file with a vector of parameters in each row")
        {
            Minimum = 0,
        }
    );
    private readonly Flag mismatch = new(
        new WordOption(
            "mismatch",
            "refuse",
            "what happens with weights that were saved for another problem, network or trial function: refused, or taken as they "
                + "are with a warning",
            ["refuse", "warn"]
        )
    );

    public Flag File { get; } =
        new(
            new TextOption(
                "weights",
                null,
                "trained parameters: safetensors, a PyTorch state_dict or checkpoint, an .npz archive, an .npy file with --row; FILE#KEY names one of several, "
                    + "FOLDER#LABEL/SEED a run of a study; zeros: all 0",
                "a path of a weight file, or zeros"
            )
        )
        {
            Use = FileUse.Read,
            IsPath = SavedWeights.IsPath,
        };

    public IReadOnlyList<Flag> All => [File, row, order, mismatch];

    public SavedWeights Open(Invocation invocation)
    {
        var name = invocation.Text(File);
        if (invocation.IsGiven(row))
        {
            if (!name.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
            {
                throw new InputException("names a row of an .npy file; leave it out", row.Place);
            }
            name = string.Create(CultureInfo.InvariantCulture, $"{name}#{invocation.Integer(row)}");
        }
        return SavedWeights.Open(name, File.Place);
    }

    /// <summary>θ for losses of one network, with a note where it was trained on another loss.</summary>
    public GivenCentre Read(Invocation invocation, SavedWeights saved, IReadOnlyList<Source> sources)
    {
        var centre = Read(invocation, saved, sources[0]);
        var remarks = sources.Select(source => saved.Declaration?.Remark(source)).ToList();
        if (remarks.TrueForAll(remark => remark is not null))
        {
            invocation.Terminal.Note($"{saved.Name}: {remarks[0]}");
        }
        return centre;
    }

    /// <summary>θ for a network, whatever loss it was trained on.</summary>
    public GivenCentre Read(Invocation invocation, SavedWeights saved, Source source)
    {
        var centre = saved.For(
            source,
            invocation.TextOrNull(order) switch
            {
                "names" => WeightOrder.Names,
                "file" => WeightOrder.File,
                _ => WeightOrder.Evident,
            },
            invocation.Text(mismatch) == "warn" ? WeightMismatch.Warn : WeightMismatch.Refuse,
            invocation.Terminal.Warn
        );
        foreach (var note in saved.Notes)
        {
            invocation.Terminal.Note($"{saved.Name}: {note}");
        }
        return centre;
    }

    /// <summary>Refuses what says how weights are read where none are.</summary>
    public void RefuseWithout(Invocation invocation)
    {
        foreach (var flag in new[] { row, order, mismatch })
        {
            if (invocation.IsGiven(flag))
            {
                throw new InputException(
                    "says how weights are read; name some with --weights, or leave it out",
                    flag.Place
                );
            }
        }
    }

    /// <summary>What a flag names or, where it is absent or says so, what the parameters were saved for.</summary>
    public static ResolvedCall Part(Invocation invocation, Flag flag, SavedWeights? saved)
    {
        var isAsked = invocation.Written(flag) is [FromFile];
        if (!isAsked && invocation.IsGiven(flag))
        {
            return invocation.Call(flag);
        }
        if (saved?.Part(flag.Option.Name) is { } part)
        {
            return part;
        }
        return isAsked
            ? throw new InputException(
                $"{FromFile} needs --weights with a file that says so, as train --save writes; name the {flag.Option.Name}",
                flag.Place
            )
            : invocation.Call(flag);
    }
}
