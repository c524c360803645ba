namespace Thalweg.Networks.Layers;

/// <summary>How what a network gives out is compared with what is wanted.</summary>
public enum LossKind
{
    /// <summary>log Σ_c exp z_c − z_label, mean over images: the outputs are logits.</summary>
    CrossEntropy,

    /// <summary>(y − t)², mean over images and entries.</summary>
    MeanSquaredError,
}
