using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>The flags that name the data that a network learns from.</summary>
internal sealed class DataFlags
{
    private readonly Flag data = new(
        new TextOption(
            "data",
            null,
            "images in place of a problem: a folder of IDX files, an .npz with x and y, a .csv with a header, or digits (thalweg list data)",
            "a folder, an .npz or a .csv file, or digits"
        ),
        "path"
    );
    private readonly Flag split = new(
        new WordOption("split", null, "which part of the data [default: train]", ["train", "test"])
    );
    private readonly Flag images = new(
        new TextOption(
            "images",
            null,
            "how many images, the first or drawn with a seed [default: all]",
            "a whole number, or n:seed"
        ),
        "n[:seed]"
    );
    private readonly Flag noise = new(
        new NumberOption("noise", null, "probability with which a label is exchanged for another [default: 0]")
        {
            Minimum = 0,
            Maximum = 1,
        }
    );
    private readonly Flag batch = new(
        new IntegerOption("batch", null, "images of a step of training, in a seeded order [default: all]")
    );
    private readonly Flag heldOut = new(
        new IntegerOption(
            "held-out-images",
            null,
            "images of the test set whose loss and accuracy are measured alongside [default: none]"
        )
    );

    public IReadOnlyList<Flag> All => [data, split, images, noise, batch, heldOut];

    /// <summary>Those that say more of data that are named.</summary>
    private Flag[] Others => [split, images, noise, batch, heldOut];

    public SourceLocation Place => data.Place;

    public bool IsGiven(Invocation invocation) => invocation.IsGiven(data);

    /// <summary>Refuses what says more of data where none are named.</summary>
    public void RefuseWithout(Invocation invocation)
    {
        foreach (var flag in Others)
        {
            if (invocation.IsGiven(flag))
            {
                throw new InputException("says how data are read; name some with --data, or leave it out", flag.Place);
            }
        }
    }

    /// <exception cref="InputException">The data have no such option, or a value is wrong.</exception>
    public ResolvedCall Read(Invocation invocation)
    {
        var call = DataSets.Named(invocation.Text(data), data.Place);
        var arguments = new List<CallArgument>();
        Add(split, DataSets.Split, flag => invocation.Text(flag));
        Add(noise, DataSets.Noise, flag => CallText.Number(invocation.Number(flag)));
        Add(batch, DataSets.Batch, flag => FormattableString.Invariant($"{invocation.Integer(flag)}"));
        Add(heldOut, DataSets.HeldOut, flag => FormattableString.Invariant($"{invocation.Integer(flag)}"));
        if (invocation.IsGiven(images))
        {
            var parts = invocation.Text(images).Split(':');
            if (parts.Length > 2)
            {
                throw new InputException(
                    $"expected {images.Option.Expected}, found {CallText.Show(invocation.Text(images))}",
                    images.Place
                );
            }
            arguments.Add(new CallArgument(DataSets.Images, parts[0], images.Place));
            if (parts.Length == 2)
            {
                arguments.Add(new CallArgument(DataSets.Seed, parts[1], images.Place));
            }
        }
        return arguments.Count == 0 ? call : DataSets.Altered(call, arguments);

        void Add(Flag flag, string option, Func<Flag, string> text)
        {
            if (invocation.IsGiven(flag))
            {
                arguments.Add(new CallArgument(option, text(flag), flag.Place));
            }
        }
    }
}
