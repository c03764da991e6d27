"""The names of CTCAE v5.0's terms by system organ class, to be searched and chosen from.

Names only, written down by us; their number is NCI's (837 in 26 classes), and nobody has
compared each with NCI's own table yet, which is why whatever shows the list says so. The
criteria of the laboratory terms stand in `v5`, with their source. Of v6.0 only those terms are
held: names of one version are never offered under another. Source: NCI, CTCAE v5.0,
27 November 2017 (public domain).
"""

from __future__ import annotations

UNVERIFIED = True
"""Whether the list waits for a comparison with NCI's table."""

_CLASSES = {
    "Blood and lymphatic system disorders": """
        Anemia; Bone marrow hypocellular; Disseminated intravascular coagulation; Eosinophilia;
        Febrile neutropenia; Hemolysis; Hemolytic uremic syndrome; Leukocytosis; Lymph node pain;
        Methemoglobinemia; Thrombotic thrombocytopenic purpura""",
    "Cardiac disorders": """
        Aortic valve disease; Asystole; Atrial fibrillation; Atrial flutter; Atrioventricular block
        complete; Atrioventricular block first degree; Cardiac arrest; Chest pain - cardiac;
        Conduction disorder; Cyanosis; Heart failure; Left ventricular systolic dysfunction; Mitral
        valve disease; Mobitz (type) II atrioventricular block; Mobitz type I; Myocardial
        infarction; Myocarditis; Palpitations; Paroxysmal atrial tachycardia; Pericardial effusion;
        Pericardial tamponade; Pericarditis; Pulmonary valve disease; Restrictive cardiomyopathy;
        Right ventricular dysfunction; Sick sinus syndrome; Sinus bradycardia; Sinus tachycardia;
        Supraventricular tachycardia; Tricuspid valve disease; Ventricular arrhythmia; Ventricular
        fibrillation; Ventricular tachycardia""",
    "Congenital, familial and genetic disorders": "",
    "Ear and labyrinth disorders": """
        Ear pain; External ear pain; Hearing impaired; Middle ear inflammation; Tinnitus; Vertigo;
        Vestibular disorder""",
    "Endocrine disorders": """
        Adrenal insufficiency; Cushingoid; Delayed puberty; Growth accelerated; Hyperparathyroidism;
        Hyperthyroidism; Hypoparathyroidism; Hypophysitis; Hypopituitarism; Hypothyroidism;
        Precocious puberty; Testosterone deficiency; Virilization""",
    "Eye disorders": """
        Blurred vision; Cataract; Corneal ulcer; Dry eye; Extraocular muscle paresis; Eye pain;
        Eyelid function disorder; Flashing lights; Floaters; Glaucoma; Keratitis; Night blindness;
        Optic nerve disorder; Papilledema; Periorbital edema; Photophobia; Retinal detachment;
        Retinal tear; Retinal vascular disorder; Retinopathy; Scleral disorder; Uveitis; Vision
        decreased; Vitreous hemorrhage; Watering eyes""",
    "Gastrointestinal disorders": """
        Abdominal distension; Abdominal pain; Anal fissure; Anal fistula; Anal hemorrhage; Anal
        mucositis; Anal necrosis; Anal pain; Anal stenosis; Anal ulcer; Ascites; Belching; Bloating;
        Cecal hemorrhage; Cheilitis; Chylous ascites; Colitis; Colonic fistula; Colonic hemorrhage;
        Colonic obstruction; Colonic perforation; Colonic stenosis; Colonic ulcer; Constipation;
        Dental caries; Diarrhea; Dry mouth; Duodenal fistula; Duodenal hemorrhage; Duodenal
        obstruction; Duodenal perforation; Duodenal stenosis; Duodenal ulcer; Dyspepsia; Dysphagia;
        Enterocolitis; Enterovesical fistula; Esophageal fistula; Esophageal hemorrhage; Esophageal
        necrosis; Esophageal obstruction; Esophageal pain; Esophageal perforation; Esophageal
        stenosis; Esophageal ulcer; Esophageal varices hemorrhage; Esophagitis; Fecal incontinence;
        Flatulence; Gastric fistula; Gastric hemorrhage; Gastric necrosis; Gastric perforation;
        Gastric stenosis; Gastric ulcer; Gastritis; Gastroesophageal reflux disease;
        Gastrointestinal fistula; Gastrointestinal pain; Gastroparesis; Gingival pain; Hemorrhoidal
        hemorrhage; Hemorrhoids; Ileal fistula; Ileal hemorrhage; Ileal obstruction; Ileal
        perforation; Ileal stenosis; Ileal ulcer; Ileus; Intra-abdominal hemorrhage; Jejunal
        fistula; Jejunal hemorrhage; Jejunal obstruction; Jejunal perforation; Jejunal stenosis;
        Jejunal ulcer; Lip pain; Lower gastrointestinal hemorrhage; Malabsorption; Mucositis oral;
        Nausea; Obstruction gastric; Oral cavity fistula; Oral dysesthesia; Oral hemorrhage; Oral
        pain; Pancreatic duct stenosis; Pancreatic fistula; Pancreatic hemorrhage; Pancreatic
        necrosis; Pancreatitis; Periodontal disease; Peritoneal necrosis; Proctitis; Rectal fissure;
        Rectal fistula; Rectal hemorrhage; Rectal mucositis; Rectal necrosis; Rectal obstruction;
        Rectal pain; Rectal perforation; Rectal stenosis; Rectal ulcer; Retroperitoneal hemorrhage;
        Salivary duct inflammation; Salivary gland fistula; Small intestinal mucositis; Small
        intestinal obstruction; Small intestinal perforation; Small intestinal stenosis; Small
        intestine ulcer; Stomach pain; Tooth development disorder; Tooth discoloration; Toothache;
        Typhlitis; Upper gastrointestinal hemorrhage; Visceral arterial ischemia; Vomiting""",
    "General disorders and administration site conditions": """
        Chills; Death NOS; Disease progression; Edema face; Edema limbs; Edema trunk; Facial pain;
        Fatigue; Fever; Flu like symptoms; Gait disturbance; Generalized edema; Hypothermia;
        Infusion site extravasation; Injection site reaction; Localized edema; Malaise;
        Multi-organ failure; Neck edema; Non-cardiac chest pain; Pain; Sudden death NOS; Vaccination
        site lymphadenopathy""",
    "Hepatobiliary disorders": """
        Bile duct stenosis; Biliary fistula; Budd-Chiari syndrome; Cholecystitis; Gallbladder
        fistula; Gallbladder necrosis; Gallbladder obstruction; Gallbladder pain; Gallbladder
        perforation; Hepatic failure; Hepatic hemorrhage; Hepatic necrosis; Hepatic pain;
        Perforation bile duct; Portal hypertension; Portal vein thrombosis; Sinusoidal obstruction
        syndrome""",
    "Immune system disorders": """
        Allergic reaction; Anaphylaxis; Autoimmune disorder; Cytokine release syndrome; Serum
        sickness""",
    "Infections and infestations": """
        Abdominal infection; Anorectal infection; Appendicitis; Appendicitis perforated; Arteritis
        infective; Bacteremia; Biliary tract infection; Bladder infection; Bone infection; Breast
        infection; Bronchial infection; Catheter related infection; Cecal infection; Cervicitis
        infection; Conjunctivitis; Conjunctivitis infective; Corneal infection; Cranial nerve
        infection; Cytomegalovirus infection reactivation; Device related infection; Duodenal
        infection; Encephalitis infection; Encephalomyelitis infection; Endocarditis infective;
        Endophthalmitis; Enterocolitis infectious; Epstein-Barr virus infection reactivation;
        Esophageal infection; Eye infection; Folliculitis; Fungemia; Gallbladder infection; Gum
        infection; Hepatic infection; Hepatitis B reactivation; Hepatitis viral; Herpes simplex
        reactivation; Infective myositis; Joint infection; Kidney infection; Laryngitis; Lip
        infection; Lung infection; Lymph gland infection; Mediastinal infection; Meningitis; Mucosal
        infection; Myelitis; Nail infection; Otitis externa; Otitis media; Ovarian infection;
        Pancreas infection; Papulopustular rash; Paronychia; Pelvic infection; Penile infection;
        Periorbital infection; Peripheral nerve infection; Peritoneal infection; Pharyngitis;
        Phlebitis infective; Pleural infection; Prostate infection; Rash pustular; Rhinitis
        infective; Salivary gland infection; Scrotal infection; Sepsis; Shingles; Sinusitis; Skin
        infection; Small intestine infection; Soft tissue infection; Splenic infection; Stoma site
        infection; Thrush; Tooth infection; Tracheitis; Upper respiratory infection; Urethral
        infection; Urinary tract infection; Uterine infection; Vaginal infection; Viremia; Vulval
        infection; Wound infection""",
    "Injury, poisoning and procedural complications": """
        Ankle fracture; Aortic injury; Arterial injury; Biliary anastomotic leak; Bladder
        anastomotic leak; Bruising; Burn; Dermatitis radiation; Esophageal anastomotic leak; Fall;
        Fallopian tube anastomotic leak; Fallopian tube perforation; Fracture; Gastric anastomotic
        leak; Gastrointestinal anastomotic leak; Gastrointestinal stoma necrosis; Hip fracture;
        Infusion related reaction; Injury to carotid artery; Injury to inferior vena cava; Injury to
        jugular vein; Injury to superior vena cava; Intestinal stoma leak; Intestinal stoma
        obstruction; Intestinal stoma site bleeding; Intraoperative arterial injury; Intraoperative
        breast injury; Intraoperative cardiac injury; Intraoperative ear injury; Intraoperative
        endocrine injury; Intraoperative gastrointestinal injury; Intraoperative head and neck
        injury; Intraoperative hemorrhage; Intraoperative hepatobiliary injury; Intraoperative
        musculoskeletal injury; Intraoperative neurological injury; Intraoperative ocular injury;
        Intraoperative renal injury; Intraoperative reproductive tract injury; Intraoperative
        respiratory injury; Intraoperative splenic injury; Intraoperative urinary injury;
        Intraoperative venous injury; Kidney anastomotic leak; Large intestinal anastomotic leak;
        Pancreatic anastomotic leak; Pharyngeal anastomotic leak; Postoperative hemorrhage;
        Postoperative thoracic procedure complication; Prolapse of intestinal stoma; Prolapse of
        urostomy; Radiation recall reaction (dermatologic); Rectal anastomotic leak; Seroma; Small
        intestinal anastomotic leak; Spermatic cord anastomotic leak; Spinal fracture; Stenosis of
        gastrointestinal stoma; Stomal ulcer; Tracheal hemorrhage; Tracheal obstruction;
        Tracheostomy site bleeding; Ureteric anastomotic leak; Urethral anastomotic leak; Urostomy
        leak; Urostomy obstruction; Urostomy site bleeding; Urostomy stenosis; Uterine anastomotic
        leak; Uterine perforation; Vaccination complication; Vaginal anastomotic leak; Vas deferens
        anastomotic leak; Vascular access complication; Venous injury; Wound complication; Wound
        dehiscence; Wrist fracture""",
    "Investigations": """
        Activated partial thromboplastin time prolonged; Alanine aminotransferase increased;
        Alkaline phosphatase increased; Aspartate aminotransferase increased; Blood antidiuretic
        hormone abnormal; Blood bicarbonate decreased; Blood bilirubin increased; Blood
        corticotrophin decreased; Blood gonadotrophin abnormal; Blood lactate dehydrogenase
        increased; Blood prolactin abnormal; Carbon monoxide diffusing capacity decreased; Cardiac
        troponin I increased; Cardiac troponin T increased; CD4 lymphocytes decreased; Cholesterol
        high; CPK increased; Creatinine increased; Ejection fraction decreased; Electrocardiogram
        QT corrected interval prolonged; Electrocardiogram T wave abnormal; Fibrinogen decreased;
        Forced expiratory volume decreased; GGT increased; Growth hormone abnormal; Haptoglobin
        decreased; Hemoglobin increased; INR increased; Lipase increased; Lymphocyte count
        decreased; Lymphocyte count increased; Neutrophil count decreased; Pancreatic enzymes
        decreased; Platelet count decreased; Serum amylase increased; Thyroid stimulating hormone
        increased; Urine output decreased; Vital capacity abnormal; Weight gain; Weight loss; White
        blood cell decreased""",
    "Metabolism and nutrition disorders": """
        Acidosis; Alcohol intolerance; Alkalosis; Anorexia; Dehydration; Glucose intolerance;
        Hypercalcemia; Hyperglycemia; Hyperkalemia; Hyperlipidemia; Hypermagnesemia; Hypernatremia;
        Hyperphosphatemia; Hypertriglyceridemia; Hyperuricemia; Hypoalbuminemia; Hypocalcemia;
        Hypoglycemia; Hypokalemia; Hypomagnesemia; Hyponatremia; Hypophosphatemia; Iron overload;
        Obesity; Tumor lysis syndrome""",
    "Musculoskeletal and connective tissue disorders": """
        Abdominal soft tissue necrosis; Arthralgia; Arthritis; Avascular necrosis; Back pain; Bone
        pain; Buttock pain; Chest wall necrosis; Chest wall pain; Exostosis; Fibrosis deep
        connective tissue; Flank pain; Generalized muscle weakness; Growth suppression; Head soft
        tissue necrosis; Joint effusion; Joint range of motion decreased; Joint range of motion
        decreased cervical spine; Joint range of motion decreased lumbar spine; Kyphosis; Lordosis;
        Muscle cramp; Muscle weakness left-sided; Muscle weakness lower limb; Muscle weakness
        right-sided; Muscle weakness trunk; Muscle weakness upper limb; Musculoskeletal deformity;
        Myalgia; Myositis; Neck pain; Neck soft tissue necrosis; Osteonecrosis; Osteonecrosis of
        jaw; Osteoporosis; Pain in extremity; Pelvic soft tissue necrosis; Rhabdomyolysis; Rotator
        cuff injury; Scoliosis; Soft tissue necrosis lower limb; Soft tissue necrosis upper limb;
        Superficial soft tissue fibrosis; Trismus; Unequal limb length""",
    "Neoplasms benign, malignant and unspecified (incl cysts and polyps)": """
        Leukemia secondary to oncology chemotherapy; Myelodysplastic syndrome; Skin papilloma;
        Treatment related secondary malignancy; Tumor hemorrhage; Tumor pain""",
    "Nervous system disorders": """
        Abducens nerve disorder; Accessory nerve disorder; Acoustic nerve disorder NOS; Akathisia;
        Amnesia; Anosmia; Aphonia; Arachnoiditis; Ataxia; Brachial plexopathy; Central nervous
        system necrosis; Cerebrospinal fluid leakage; Cognitive disturbance; Concentration
        impairment; Depressed level of consciousness; Dizziness; Dysarthria; Dysesthesia; Dysgeusia;
        Dysphasia; Edema cerebral; Encephalopathy; Extrapyramidal disorder; Facial muscle weakness;
        Facial nerve disorder; Glossopharyngeal nerve disorder; Guillain-Barre syndrome; Headache;
        Hydrocephalus; Hypersomnia; Hypoglossal nerve disorder; Intracranial hemorrhage; Ischemia
        cerebrovascular; Lethargy; Leukoencephalopathy; Memory impairment; Meningismus; Movements
        involuntary; Myasthenia gravis; Neuralgia; Nystagmus; Oculomotor nerve
        disorder; Olfactory nerve disorder; Paresthesia; Peripheral motor neuropathy; Peripheral
        sensory neuropathy; Phantom pain; Presyncope; Pyramidal tract syndrome; Radiculitis;
        Recurrent laryngeal nerve palsy; Reversible posterior leukoencephalopathy syndrome; Seizure;
        Somnolence; Spasticity; Spinal cord compression; Stroke; Syncope; Tendon reflex decreased;
        Transient ischemic attacks; Tremor; Trigeminal nerve disorder; Trochlear nerve disorder;
        Vagus nerve disorder; Vasovagal reaction""",
    "Pregnancy, puerperium and perinatal conditions": """
        Fetal growth retardation; Pregnancy loss; Premature delivery""",
    "Psychiatric disorders": """
        Agitation; Anorgasmia; Anxiety; Confusion; Delayed orgasm; Delirium; Delusions; Depression;
        Euphoria; Hallucinations; Insomnia; Irritability; Libido decreased; Libido increased; Mania;
        Personality change; Psychosis; Restlessness; Suicidal ideation; Suicide attempt""",
    "Renal and urinary disorders": """
        Acute kidney injury; Bladder perforation; Bladder spasm; Chronic kidney disease; Cystitis
        noninfective; Dysuria; Glucosuria; Hematuria; Hemoglobinuria; Nephrotic syndrome;
        Proteinuria; Renal calculi; Renal colic; Renal hemorrhage; Urinary fistula; Urinary
        frequency; Urinary incontinence; Urinary retention; Urinary tract obstruction; Urinary tract
        pain; Urinary urgency; Urine discoloration""",
    "Reproductive system and breast disorders": """
        Amenorrhea; Azoospermia; Breast atrophy; Breast pain; Dysmenorrhea; Dyspareunia; Ejaculation
        disorder; Erectile dysfunction; Fallopian tube obstruction; Feminization acquired; Genital
        edema; Gynecomastia; Hematosalpinx; Irregular menstruation; Lactation disorder; Menorrhagia;
        Nipple deformity; Oligospermia; Ovarian hemorrhage; Ovarian rupture; Ovulation pain; Pelvic
        floor muscle weakness; Pelvic pain; Penile pain; Perineal pain; Premature menopause;
        Prostatic hemorrhage; Prostatic obstruction; Prostatic pain; Scrotal pain; Spermatic cord
        hemorrhage; Spermatic cord obstruction; Testicular disorder; Testicular hemorrhage;
        Testicular pain; Uterine fistula; Uterine hemorrhage; Uterine obstruction; Uterine pain;
        Vaginal discharge; Vaginal dryness; Vaginal fistula; Vaginal hemorrhage; Vaginal
        inflammation; Vaginal obstruction; Vaginal pain; Vaginal perforation; Vaginal stricture""",
    "Respiratory, thoracic and mediastinal disorders": """
        Adult respiratory distress syndrome; Allergic rhinitis; Apnea; Aspiration; Atelectasis;
        Bronchial fistula; Bronchial obstruction; Bronchial stricture; Bronchopleural fistula;
        Bronchopulmonary hemorrhage; Bronchospasm; Chylothorax; Cough; Dyspnea; Epistaxis; Hiccups;
        Hoarseness; Hypoxia; Laryngeal edema; Laryngeal fistula; Laryngeal hemorrhage; Laryngeal
        inflammation; Laryngeal mucositis; Laryngeal obstruction; Laryngeal stenosis;
        Laryngopharyngeal dysesthesia; Laryngospasm; Mediastinal hemorrhage; Nasal congestion;
        Oropharyngeal pain; Pharyngeal fistula; Pharyngeal hemorrhage; Pharyngeal mucositis;
        Pharyngeal necrosis; Pharyngeal stenosis; Pharyngolaryngeal pain; Pleural effusion; Pleural
        hemorrhage; Pleuritic pain; Pneumonitis; Pneumothorax; Postnasal drip; Productive cough;
        Pulmonary edema; Pulmonary fibrosis; Pulmonary fistula; Pulmonary hypertension; Respiratory
        failure; Retinoic acid syndrome; Rhinorrhea; Sinus disorder; Sinus pain; Sleep apnea;
        Sneezing; Sore throat; Stridor; Tracheal fistula; Tracheal mucositis; Tracheal stenosis;
        Voice alteration; Wheezing""",
    "Skin and subcutaneous tissue disorders": """
        Alopecia; Body odor; Bullous dermatitis; Dry skin; Eczema; Erythema multiforme;
        Erythroderma; Fat atrophy; Hair color changes; Hair texture abnormal; Hirsutism;
        Hyperhidrosis; Hyperkeratosis; Hypertrichosis; Hypohidrosis; Lipohypertrophy; Nail changes;
        Nail discoloration; Nail loss; Nail ridging; Pain of skin; Palmar-plantar
        erythrodysesthesia syndrome; Photosensitivity; Pruritus; Purpura; Rash acneiform; Rash
        maculo-papular; Scalp pain; Skin atrophy; Skin hyperpigmentation; Skin hypopigmentation;
        Skin induration; Skin ulceration; Stevens-Johnson syndrome; Subcutaneous emphysema;
        Telangiectasia; Toxic epidermal necrolysis; Urticaria""",
    "Social circumstances": "Menopause",
    "Surgical and medical procedures": "",
    "Vascular disorders": """
        Arterial thromboembolism; Capillary leak syndrome; Flushing; Hematoma; Hot flashes;
        Hypertension; Hypotension; Lymph leakage; Lymphedema; Lymphocele; Peripheral ischemia;
        Phlebitis; Superficial thrombophlebitis; Superior vena cava syndrome; Thromboembolic event;
        Vasculitis""",
}


def _named(text: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in text.split(";") if name.strip())


V5_NAMES: dict[str, tuple[str, ...]] = {
    organ: (*_named(text), f"{organ} - Other, specify") for organ, text in _CLASSES.items()
}
"""System organ class → names, each class with its own "Other, specify"."""
